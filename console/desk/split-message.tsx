import { splitTicket } from '@bellwether/contract/desk.ts'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'

interface SplitMessageProps {
  ticketId: string
  messageId: string
}

/** What they wrote besides becomes a ticket of its own. */
export function SplitMessage({ ticketId, messageId }: SplitMessageProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const split = useWrite(splitTicket, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: ({ number }) => {
      dialog.close()
      notifications.show({
        message: tx`It is ${<a href={`/tickets/${number}`}>#{number}</a>} now.`,
        color: 'petrol',
      })
    },
  })
  if (!useMay('desk.write')) return null
  return (
    <>
      <button type="button" onClick={dialog.open}>
        {t`Split off…`}
      </button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Make this a ticket of its own?`}
        confirm={t`Split off`}
        isBusy={split.isPending}
        error={split.error}
        onConfirm={() => split.mutate({ params: { id: ticketId }, body: { messageId } })}
        onClose={dialog.close}
      >
        {t`The message moves to a new ticket, which waits for an answer since it was written. To merge that back undoes it.`}
      </ConfirmDialog>
    </>
  )
}
