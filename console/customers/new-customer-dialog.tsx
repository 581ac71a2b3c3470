import { addCustomer, type Plan } from '@bellwether/contract/customers.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { CustomerFields, NameField } from './customer-form.tsx'

interface NewCustomerProps {
  /** Who is its first contact. */
  contact?: { name: string; email: string }
  onAdded: (id: string) => void
}

export function NewCustomerDialog({ contact, onAdded }: NewCustomerProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const added = (id: string): void => {
    dialog.close()
    onAdded(id)
  }
  if (!useMay('customers.write')) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t`Add a customer`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a customer`}>
        <NewCustomerForm contact={contact} onClose={dialog.close} onAdded={added} />
      </FormModal>
    </>
  )
}

const fields = ['key', 'name', 'plan', 'isVip', 'sites', 'mailDomains', 'accountManager']

interface NewCustomerFormProps {
  contact: NewCustomerProps['contact']
  onClose: () => void
  onAdded: (id: string) => void
}

function NewCustomerForm({ contact, onClose, onAdded }: NewCustomerFormProps) {
  const form = useForm({
    initialValues: {
      name: '',
      key: '',
      plan: 'free' as Plan,
      isVip: false,
      sites: [] as string[],
      mailDomains: [] as string[],
      accountManager: null as string | null,
      contactName: contact?.name ?? '',
      contactEmail: contact?.email ?? '',
    },
  })
  const add = useWrite(addCustomer, {
    refreshes: ['/api/customers', '/api/desk'],
    showsProblem: true,
    onDone: (customer) => onAdded(customer.id),
  })
  const send = form.onSubmit(({ contactName, contactEmail, ...customer }) => {
    const contacts = contactEmail === '' ? [] : [{ name: contactName, email: contactEmail }]
    add.mutate({ body: { ...customer, contacts } }, { onError: (error) => landOnFields(error, form, fields) })
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      <NameField form={form} />
      <TextInput
        label={t`Key`}
        description={t`The customer.id that their events carry.`}
        required
        {...form.getInputProps('key')}
      />
      <CustomerFields form={form} accountManager={null} />
      <TextInput label={t`Name of the first contact`} {...form.getInputProps('contactName')} />
      <TextInput label={t`E-mail of the first contact`} type="email" {...form.getInputProps('contactEmail')} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the customer`}
      </FormFoot>
    </form>
  )
}
