import { type Ticket, unmergeTicket } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useWrite } from '../call.write.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './ticket-header.module.css'

/** The tickets that were merged into this one, each with the way back. */
export function MergedHere({ ticket }: { ticket: Ticket }) {
  const unmerge = useWrite(unmergeTicket, {
    refreshes: ['/api/desk'],
    onDone: ({ number, subject }) =>
      notifications.show({
        message: tx`Undone: ${<a href={`/tickets/${number}`}>{`#${number} ${subject}`}</a>} is a ticket of its own again`,
        color: 'petrol',
      }),
  })
  return ticket.mergedHere.map(({ id, number, subject, isUndoable }) => (
    <p key={id} className={styles.from}>
      <Mark>{t`merged into this`}</Mark>
      <span>
        #{number} {subject}
      </span>
      {isUndoable && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t`Undo the merge of #${number}`}
          loading={unmerge.isPending && unmerge.variables.params.id === id}
          onClick={() => unmerge.mutate({ params: { id } })}
        >
          {t`Undo the merge`}
        </Button>
      )}
    </p>
  ))
}
