import { type DoneAct, getAct } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, refresh } from '../../call.query.ts'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { t, translated } from '../../ui/words.ts'
import { useActWords } from './act-words.ts'
import { useLastActs } from './last-act.ts'
import { useUndoOf } from './undo-act.ts'
import styles from './act-notice.module.css'

const refusalsShown = 5
const shownMs = 8000

const isGoing = ({ undo, finishedAt }: DoneAct): boolean => (undo === null ? finishedAt : undo.finishedAt) === null

/** Says what was done, with the way back: what goes on until it is over, what refused until somebody has read it. */
export function showAct(act: DoneAct): void {
  const closesAfter = isGoing(act) || act.refused > 0 ? false : shownMs
  const notice = { id: `act-${act.id}`, message: <ActNotice act={act} />, color: 'petrol', autoClose: closesAfter }
  notifications.show(notice)
  notifications.update(notice)
}

/** What was done, how far it is where it is many, what refused it, and the way back. */
function ActNotice({ act: first }: { act: DoneAct }) {
  const { data: act } = useQuery({ ...ask(getAct, { params: { id: first.id } }), initialData: first })
  const acts = useLastActs()
  const queries = useQueryClient()
  const words = useActWords(act)
  const { undo, isBusy } = useUndoOf(showAct)
  const isOver = isGoing(first) && !isGoing(act)
  useEffect(() => {
    if (!isOver) return
    void refresh(queries, '/api/desk')
    showAct(act)
  }, [isOver, act, queries])
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
            loading={isBusy}
            onClick={() => undo(act.id)}
          >
            {t`Undo`}
          </Button>
        )}
      </div>
      {isGoing(act) && <progress className={styles.part} value={part} max={act.total} aria-label={t`How far it is`} />}
      {act.refusals.length > 0 && (
        <ul className={styles.refusals}>
          {act.refusals.slice(0, refusalsShown).map(({ ticketId, number, reason }) => (
            <li key={ticketId}>
              <a href={`/tickets/${number}`}>#{number}</a> {translated(reason)}
            </li>
          ))}
          {act.refused > refusalsShown && <li>{t`and ${act.refused - refusalsShown} more`}</li>}
        </ul>
      )}
    </div>
  )
}
