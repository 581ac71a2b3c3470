import { openOwnTicket, openTicket, takeTicket } from '@bellwether/contract/desk.ts'
import { Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { useKeptValues } from '../ui/kept-values.ts'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { ContactField } from './contact-field.tsx'
import { useDraft } from './draft.ts'

const ways = [
  { value: 'phone', label: t`They called` },
  { value: 'in-person', label: t`They came by` },
  { value: 'chat', label: t`They wrote in a chat` },
  { value: 'mail', label: t`We write to them first` },
  { value: 'ours', label: t`For ourselves: no customer asked` },
] as const
type Way = (typeof ways)[number]['value']

const textLabels: Readonly<Record<Exclude<Way, 'mail'>, string>> = {
  phone: t`What they said`,
  'in-person': t`What they said`,
  chat: t`What they wrote`,
  ours: t`What is to be done`,
}

/** Opens a ticket for a customer who said something elsewhere, to one who has not noticed yet, or for ourselves. */
export function NewTicketDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={t`New ticket`}>
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

const nothingWritten: Omit<Values, 'text'> = {
  way: 'phone',
  email: '',
  name: '',
  subject: '',
  isEmergency: false,
  isAcknowledged: true,
}

function useNewTicket(onClose: () => void) {
  // What is for ourselves alone is never offered as what a customer reads.
  const [text, setText] = useDraft('new', 'new-ticket')
  const [ownText, setOwnText] = useDraft('new', 'new-own-ticket')
  const navigate = useNavigate()
  const kept = useKeptValues('new ticket', nothingWritten)
  const form = useForm<Values>({
    initialValues: { ...kept.first, text: kept.first.way === 'ours' ? ownText : text },
    onValuesChange: ({ text, ...others }) => {
      kept.keep(others)
      if (others.way === 'ours') setOwnText(text)
      else setText(text)
    },
  })
  const chooseWay = (way: Way): void => {
    const isOurs = way === 'ours'
    if (isOurs === (form.values.way === 'ours')) form.setFieldValue('way', way)
    else form.setValues({ way, text: isOurs ? ownText || form.values.text : text })
  }
  const onDone = ({ number }: { number: number }): void => {
    const { way } = form.values
    if (way === 'ours') setOwnText('')
    else setText('')
    kept.forget()
    onClose()
    const hash = way === 'mail' ? { hash: 'write-reply' } : {}
    void navigate({ to: '/tickets/$number', params: { number: String(number) }, ...hash })
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
    // What they read is written on the ticket, with all that a reply has.
    if (way === 'mail') open.mutate({ body: { contactEmail: email, subject } }, { onError })
    else if (way === 'ours') note.mutate({ body: { subject, text } }, { onError })
    else take.mutate({ body: { ...values, channel: way, contact: { email, name } } }, { onError })
  })
  const writes = [take, open, note]
  return {
    form,
    chooseWay,
    send,
    error: writes.find((one) => one.error)?.error ?? null,
    isBusy: writes.some((one) => one.isPending),
  }
}

function NewTicketForm({ onClose }: { onClose: () => void }) {
  const { form, chooseWay, send, error, isBusy } = useNewTicket(onClose)
  const { way } = form.values
  const isTaken = way !== 'mail' && way !== 'ours'
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Select
        label={t`How`}
        data={[...ways]}
        allowDeselect={false}
        data-autofocus
        value={way}
        onChange={(chosen) => chooseWay(chosen as Way)}
      />
      {way !== 'ours' && (
        <ContactField
          label={t`Their address`}
          value={form.values.email}
          onChange={(email) => form.setFieldValue('email', email)}
          onChoose={({ name, email }) => form.setValues({ name, email })}
          error={form.errors['contact'] ?? form.errors['contactEmail'] ?? form.errors['email']}
        />
      )}
      {isTaken && <TextInput label={t`Their name`} {...form.getInputProps('name')} />}
      <TextInput label={t`Subject`} required {...form.getInputProps('subject')} />
      {way !== 'mail' && (
        <Textarea label={textLabels[way]} minRows={4} autosize required {...form.getInputProps('text')} />
      )}
      {isTaken && (
        <>
          <Checkbox
            label={t`Mail them the number`}
            description={t`So that they can add something by answering.`}
            {...form.getInputProps('isAcknowledged', { type: 'checkbox' })}
          />
          <Checkbox
            label={t`It is an emergency`}
            description={t`Pages support where the customer may page.`}
            {...form.getInputProps('isEmergency', { type: 'checkbox' })}
          />
        </>
      )}
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={onClose}>
        {way === 'mail' ? t`Write to them` : t`Open the ticket`}
      </FormFoot>
    </form>
  )
}
