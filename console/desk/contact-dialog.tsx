import { changeContact, type Ticket } from '@bellwether/contract/desk.ts'
import { Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { ContactField } from './contact-field.tsx'

interface ContactDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Makes somebody else the requester of a ticket. */
export function ContactDialog(props: ContactDialogProps) {
  return (
    <FormModal opened={props.isOpen} onClose={props.onClose} title={t`Requester of #${props.ticket.number}`}>
      <ContactForm {...props} />
    </FormModal>
  )
}

function ContactForm({ ticket, onClose }: ContactDialogProps) {
  const form = useForm({ initialValues: { email: '', name: '', keepsFormer: true } })
  const change = useWrite(changeContact, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit((body) =>
    change.mutate(
      { params: { id: ticket.id }, body },
      { onError: (error) => landOnFields(error, form, ['email', 'name']) },
    ),
  )
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <p>{t`Our answers go to them from now on, and the ticket is of their customer. Clocks run on as they do.`}</p>
      <ContactField
        label={t`Address`}
        hasAutofocus
        value={form.values.email}
        onChange={(email) => form.setFieldValue('email', email)}
        onChoose={({ name, email }) => form.setValues({ name, email })}
        error={form.errors['email']}
      />
      <TextInput label={t`Name`} {...form.getInputProps('name')} />
      <Checkbox
        label={t`${ticket.contact.name || ticket.contact.email} still takes part`}
        description={t`Else they get no more answers, and what they write is a ticket of its own.`}
        {...form.getInputProps('keepsFormer', { type: 'checkbox' })}
      />
      <FormFoot error={change.error} form={form} isBusy={change.isPending} onCancel={onClose}>
        {t`Change the requester`}
      </FormFoot>
    </form>
  )
}
