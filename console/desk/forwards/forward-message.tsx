import { forwardMessage, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { Checkbox, Modal, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { t } from '../../ui/words.ts'
import { useDraft } from '../draft.ts'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { useMay } from '../../use-may.ts'

interface ForwardMessageProps {
  ticket: Ticket
  message: Extract<TimelineEntry, { kind: 'message' }>
}

/** Passes a message on to somebody outside. */
export function ForwardMessage(props: ForwardMessageProps) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('desk.write')) return null
  return (
    <>
      <button type="button" onClick={dialog.open}>
        {t`Forward…`}
      </button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Forward this message`}>
        <ForwardForm {...props} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function ForwardForm({ ticket, message, onClose }: ForwardMessageProps & { onClose: () => void }) {
  const files = message.attachments.filter(({ isDamaged }) => !isDamaged).map(({ fileName }) => fileName)
  const [to, setTo] = useDraft(ticket.id, 'forward-to')
  const [text, setText] = useDraft(ticket.id, 'forward')
  const form = useForm({
    initialValues: { to, text, withFiles: true },
    onValuesChange: (values) => {
      setTo(values.to)
      setText(values.text)
    },
    validate: { to: (to) => (to.includes('@') ? null : t`Write an e-mail address.`) },
  })
  const forward = useWrite(forwardMessage, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: () => {
      setTo('')
      setText('')
      onClose()
      notifications.show({ message: t`Forwarded. What they answer comes as a note.`, color: 'petrol' })
    },
  })
  const send = form.onSubmit((values) =>
    forward.mutate(
      { params: { id: ticket.id }, body: { messageId: message.id, ...values } },
      { onError: (error) => landOnFields(error, form, ['to', 'text']) },
    ),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <p>
        {t`To somebody outside, such as a supplier. They get this message and what you write, no note and no other message; the customer hears nothing of it, and what they answer is a note here.`}
      </p>
      <TextInput label={t`To`} type="email" required data-autofocus {...form.getInputProps('to')} />
      <Textarea label={t`Message`} minRows={4} autosize {...form.getInputProps('text')} />
      {files.length > 0 && (
        <Checkbox label={t`With ${files.join(', ')}`} {...form.getInputProps('withFiles', { type: 'checkbox' })} />
      )}
      <FormFoot error={forward.error} form={form} isBusy={forward.isPending} onCancel={onClose}>
        {t`Forward`}
      </FormFoot>
    </form>
  )
}
