import { mergeTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { useNavigate } from '@tanstack/react-router'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

interface MergeDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Merges the ticket into the one it is related to; where the customers differ it asks once more. */
export function MergeDialog({ ticket, isOpen, onClose }: MergeDialogProps) {
  const navigate = useNavigate()
  const [into] = ticket.related
  const merge = useWrite(mergeTicket, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: ({ number }) => {
      onClose()
      void navigate({
        to: '/tickets/$number',
        params: { number: String(number) },
        search: { merged: String(ticket.number) },
        replace: true,
      })
    },
  })
  if (into === undefined) return null
  const isAcross = merge.error instanceof ProblemError && merge.error.type === '/problems/other-customer'
  const close = (): void => {
    merge.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={`Merge #${ticket.number} into #${into.number}?`}
      confirm={isAcross ? 'Merge across customers' : 'Merge'}
      isDangerous={isAcross}
      isBusy={merge.isPending}
      error={isAcross ? null : merge.error}
      onConfirm={() => merge.mutate({ params: { id: ticket.id }, body: { into: into.id, acrossCustomers: isAcross } })}
      onClose={close}
    >
      {isAcross ? (
        <strong>
          The tickets are of different customers: whoever takes part in one reads our answers to the other.
        </strong>
      ) : (
        <>
          What was said moves to “{into.subject}” in order of time, and so do the people. #{ticket.number} ends and
          leads there. It cannot be undone.
        </>
      )}
    </ConfirmDialog>
  )
}
