import { mergeTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { Modal } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { TicketChoice } from './ticket-choice.tsx'

interface MergeDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Merges the ticket into another one: that to which it is related comes first. */
export function MergeDialog(props: MergeDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t`Merge #${props.ticket.number} into`}>
      <MergeForm {...props} />
    </Modal>
  )
}

function MergeForm({ ticket, onClose }: MergeDialogProps) {
  const [first = null] = ticket.related.map(({ id, number, subject }) => ({
    value: id,
    label: `#${number} ${subject}`,
  }))
  const form = useForm<{ into: string | null }>({
    initialValues: { into: first?.value ?? null },
    validate: { into: (value) => (value === null ? t`Choose a ticket.` : null) },
  })
  const merge = useMerge(ticket, onClose)
  const send = form.onSubmit(({ into }) => {
    if (into !== null) merge.into(into)
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TicketChoice
        ticket={ticket}
        first={first}
        value={form.values.into}
        onChange={(into) => {
          merge.reset()
          form.setFieldValue('into', into)
        }}
        error={form.errors['into']}
      />
      {merge.isAcross ? (
        <strong role="alert">
          {t`The tickets are of different customers: whoever takes part in one reads our answers to the other.`}
        </strong>
      ) : (
        <p>
          {t`What was said moves there in order of time, and so do the people. #${ticket.number} ends and leads there, until somebody undoes it.`}
        </p>
      )}
      <FormFoot error={merge.error} form={form} isBusy={merge.isBusy} onCancel={onClose}>
        {merge.isAcross ? t`Merge across customers` : t`Merge`}
      </FormFoot>
    </form>
  )
}

function useMerge(ticket: Ticket, onClose: () => void) {
  const navigate = useNavigate()
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
  const isAcross = merge.error instanceof ProblemError && merge.error.type === '/problems/other-customer'
  return {
    into: (into: string) => merge.mutate({ params: { id: ticket.id }, body: { into, acrossCustomers: isAcross } }),
    isAcross,
    isBusy: merge.isPending,
    error: isAcross ? null : merge.error,
    reset: merge.reset,
  }
}
