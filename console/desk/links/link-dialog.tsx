import { type LinkKind, linkTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { Modal, SegmentedControl } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { TicketChoice } from '../ticket-choice.tsx'

interface LinkDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Says that another ticket belongs to this one, and how. */
export function LinkDialog(props: LinkDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t`Link #${props.ticket.number} to`}>
      <LinkForm {...props} />
    </Modal>
  )
}

function LinkForm({ ticket, onClose }: LinkDialogProps) {
  const form = useForm<{ to: string | null; kind: LinkKind }>({
    initialValues: { to: null, kind: 'related' },
    validate: { to: (value) => (value === null ? t`Choose a ticket.` : null) },
  })
  const link = useWrite(linkTicket, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ to, kind }) => {
    if (to !== null) link.mutate({ params: { id: ticket.id }, body: { to, kind } })
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TicketChoice
        ticket={ticket}
        value={form.values.to}
        onChange={(to) => form.setFieldValue('to', to)}
        error={form.errors['to']}
      />
      <SegmentedControl
        aria-label={t`What it is to this one`}
        data={[
          { value: 'related', label: t`Related` },
          { value: 'part', label: t`A part of this` },
          { value: 'parent', label: t`This is a part of it` },
        ]}
        {...form.getInputProps('kind')}
      />
      <FormFoot error={link.error} form={form} isBusy={link.isPending} onCancel={onClose}>
        {t`Link`}
      </FormFoot>
    </form>
  )
}
