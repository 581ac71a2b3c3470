import { addCustomer, type Plan } from '@bellwether/contract/customers.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useMay } from '../use-may.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { CustomerFields, NameField } from './customer-form.tsx'

export function NewCustomerDialog({ onAdded }: { onAdded: (id: string) => void }) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('customers.write')) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Add a customer
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Add a customer">
        <NewCustomerForm onClose={dialog.close} onAdded={onAdded} />
      </Modal>
    </>
  )
}

const fields = ['key', 'name', 'plan', 'isVip', 'sites', 'mailDomains', 'accountManager']

function NewCustomerForm({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const form = useForm({
    initialValues: {
      name: '',
      key: '',
      plan: 'free' as Plan,
      isVip: false,
      sites: [] as string[],
      mailDomains: [] as string[],
      accountManager: null as string | null,
      contactName: '',
      contactEmail: '',
    },
  })
  const add = useWrite(addCustomer, {
    refreshes: ['/api/customers'],
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
        label="Key"
        description="The customer.id that their events carry."
        required
        {...form.getInputProps('key')}
      />
      <CustomerFields form={form} accountManager={null} />
      <TextInput label="Name of the first contact" {...form.getInputProps('contactName')} />
      <TextInput label="E-mail of the first contact" type="email" {...form.getInputProps('contactEmail')} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        Add the customer
      </FormFoot>
    </form>
  )
}
