import { openTicket, takeTicket } from '@bellwether/contract/desk.ts'
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
] as const
type Way = (typeof ways)[number]['value']

/** Opens a ticket for a customer who said something elsewhere, or to a customer who has not noticed yet. */
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
  const [take, open] = [useWrite(takeTicket, options), useWrite(openTicket, options)]
  const send = form.onSubmit(({ way, email, name, ...values }) => {
    const onError = (error: Error): void => {
      landOnFields(error, form, ['contact', 'contactEmail', 'subject', 'text'])
    }
    const { subject, text } = values
    if (way === 'mail') open.mutate({ body: { contactEmail: email, subject, text } }, { onError })
    else take.mutate({ body: { ...values, channel: way, contact: { email, name } } }, { onError })
  })
  return { form, send, error: take.error ?? open.error, isBusy: take.isPending || open.isPending }
}

function NewTicketForm({ onClose }: { onClose: () => void }) {
  const { form, send, error, isBusy } = useNewTicket(onClose)
  const isOurs = form.values.way === 'mail'
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Select label="How" data={[...ways]} allowDeselect={false} data-autofocus {...form.getInputProps('way')} />
      <ContactField
        label="Their address"
        value={form.values.email}
        onChange={(email) => form.setFieldValue('email', email)}
        onChoose={({ name, email }) => form.setValues({ name, email })}
        error={form.errors['contact'] ?? form.errors['contactEmail'] ?? form.errors['email']}
      />
      {!isOurs && <TextInput label="Their name" {...form.getInputProps('name')} />}
      <TextInput label="Subject" required {...form.getInputProps('subject')} />
      <Textarea
        label={isOurs ? 'What they read' : 'What they said'}
        minRows={4}
        autosize
        required
        {...form.getInputProps('text')}
      />
      {!isOurs && (
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
