import { documentTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { useWrite } from '../call.write.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { useAct } from './acts/use-act.tsx'
import { AdvanceChoice, useAdvance } from './advance.tsx'
import { ResolveForm } from './resolve-form.tsx'

interface ResolveDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Resolves a ticket, or says of a resolved one where the answer is written down. */
export function ResolveDialog({ ticket, isOpen, onClose }: ResolveDialogProps) {
  const title = ticket.state === 'open' ? t`Resolve #${ticket.number}` : t`Document #${ticket.number}`
  return (
    <FormModal opened={isOpen} onClose={onClose} title={title}>
      {ticket.state === 'open' ? (
        <Resolve ticket={ticket} onClose={onClose} />
      ) : (
        <Document ticket={ticket} onClose={onClose} />
      )}
    </FormModal>
  )
}

type Props = Omit<ResolveDialogProps, 'isOpen'>

function Resolve({ ticket, onClose }: Props) {
  const advance = useAdvance(ticket.id)
  const done = (): void => {
    onClose()
    advance()
  }
  const resolve = useAct({ showsProblem: true, onDone: done })
  return (
    <ResolveForm
      ticket={ticket}
      action={t`Resolve`}
      besides={<AdvanceChoice />}
      error={resolve.error}
      isBusy={resolve.isBusy}
      onClose={onClose}
      onDocumentation={(documentation, onError) =>
        resolve.run({ kind: 'resolve', documentation }, { ids: [ticket.id] }, onError)
      }
    />
  )
}

function Document({ ticket, onClose }: Props) {
  const document = useWrite(documentTicket, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  return (
    <ResolveForm
      ticket={ticket}
      action={t`Save`}
      error={document.error}
      isBusy={document.isPending}
      onClose={onClose}
      onDocumentation={(documentation, onError) => {
        if (documentation) document.mutate({ params: { id: ticket.id }, body: documentation }, { onError })
      }}
    />
  )
}
