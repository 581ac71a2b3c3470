import { openOwnTicket, openTicket, takeTicket } from '@bellwether/contract/desk.ts'
import { Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { ContactField } from './contact-field.tsx'
import { useDraft } from './draft.ts'

const ways = [
  { value: 'phone', label: 'They called' },
  { value: 'in-person', label: 'They came by' },
  { value: 'chat', label: 'They wrote in a chat' },
  { value: 'mail', label: 'We write to them first' },
  { value: 'ours', label: 'For ourselves: no customer asked' },
] as const
type Way = (typeof ways)[number]['value']

const textLabels: Readonly<Record<Way, string>> = {
  phone: 'What they said',
  'in-person': 'What they said',
  chat: 'What they wrote',
  mail: 'What they read',
  ours: 'What is to be done',
}

/** Opens a ticket for a customer who said something elsewhere, to one who has not noticed yet, or for ourselves. */
export function NewTicketDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="New ticket">
      <NewTicketForm onClose={onClose} />
    </Modal>
  )
}

interface Values {
  way: Way
  email: string
  name: string
  subject: string
  text: string
  isEmergency: boolean
  isAcknowledged: boolean
}

function useNewTicket(onClose: () => void) {
  const [text, setText] = useDraft('new', 'new-ticket')
  const navigate = useNavigate()
  const form = useForm<Values>({
    initialValues: { way: 'phone', email: '', name: '', subject: '', text, isEmergency: false, isAcknowledged: true },
    onValuesChange: (values) => setText(values.text),
  })
  const onDone = ({ number }: { number: number }): void => {
    setText('')
    onClose()
    void navigate({ to: '/tickets/$number', params: { number: String(number) } })
  }
  const options = { refreshes: ['/api/desk'], showsProblem: true, onDone }
  const [take, open, note] = [
    useWrite(takeTicket, options),
    useWrite(openTicket, options),
    useWrite(openOwnTicket, options),
  ]
  const send = form.onSubmit(({ way, email, name, ...values }) => {
    const onError = (error: Error): void => {
      landOnFields(error, form, ['contact', 'contactEmail', 'subject', 'text'])
    }
    const { subject, text } = values
    if (way === 'mail') open.mutate({ body: { contactEmail: email, subject, text } }, { onError })
    else if (way === 'ours') note.mutate({ body: { subject, text } }, { onError })
    else take.mutate({ body: { ...values, channel: way, contact: { email, name } } }, { onError })
  })
  const writes = [take, open, note]
  return {
    form,
    send,
    error: writes.find((one) => one.error)?.error ?? null,
    isBusy: writes.some((one) => one.isPending),
  }
}

function NewTicketForm({ onClose }: { onClose: () => void }) {
  const { form, send, error, isBusy } = useNewTicket(onClose)
  const { way } = form.values
  const isTaken = way !== 'mail' && way !== 'ours'
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Select label="How" data={[...ways]} allowDeselect={false} data-autofocus {...form.getInputProps('way')} />
      {way !== 'ours' && (
        <ContactField
          label="Their address"
          value={form.values.email}
          onChange={(email) => form.setFieldValue('email', email)}
          onChoose={({ name, email }) => form.setValues({ name, email })}
          error={form.errors['contact'] ?? form.errors['contactEmail'] ?? form.errors['email']}
        />
      )}
      {isTaken && <TextInput label="Their name" {...form.getInputProps('name')} />}
      <TextInput label="Subject" required {...form.getInputProps('subject')} />
      <Textarea label={textLabels[way]} minRows={4} autosize required {...form.getInputProps('text')} />
      {isTaken && (
        <>
          <Checkbox
            label="Mail them the number"
            description="So that they can add something by answering."
            {...form.getInputProps('isAcknowledged', { type: 'checkbox' })}
          />
          <Checkbox
            label="It is an emergency"
            description="Pages support where the customer may page."
            {...form.getInputProps('isEmergency', { type: 'checkbox' })}
          />
        </>
      )}
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={onClose}>
        Open the ticket
      </FormFoot>
    </form>
  )
}
