import { type DoneAct, getAct, undoAct } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { useActWords } from './act-words.ts'
import { useLastActs } from './last-act.ts'
import styles from './act-notice.module.css'

const refusalsShown = 5

/** What was done, how far it is where it is many, what refused it, and the way back. */
export function ActNotice({ act: first }: { act: DoneAct }) {
  const { data: act } = useQuery({ ...ask(getAct, { params: { id: first.id } }), initialData: first })
  const acts = useLastActs()
  const words = useActWords(act)
  const undo = useWrite(undoAct, { refreshes: ['/api/desk'], onDone: acts.forget })
  const isGoing = act.undo === null ? act.finishedAt === null : act.undo.finishedAt === null
  const part = act.undo === null ? act.done + act.refused : act.undo.undone
  return (
    <div className={styles.notice}>
      <div className={styles.line}>
        <span>{words}</span>
        {act.undo === null && act.done > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            rightSection={acts.last() === act.id && <KeyCaps keys="u" />}
            loading={undo.isPending}
            onClick={() => undo.mutate({ params: { id: act.id } })}
          >
            Undo
          </Button>
        )}
      </div>
      {isGoing && <progress className={styles.part} value={part} max={act.total} aria-label="How far it is" />}
      {act.refusals.length > 0 && (
        <ul className={styles.refusals}>
          {act.refusals.slice(0, refusalsShown).map(({ ticketId, number, reason }) => (
            <li key={ticketId}>
              <a href={`/tickets/${number}`}>#{number}</a> {reason}
            </li>
          ))}
          {act.refused > refusalsShown && <li>and {act.refused - refusalsShown} more</li>}
        </ul>
      )}
    </div>
  )
}
