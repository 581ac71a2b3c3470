import { changeCustomer, listCustomerFields, type Contact, type Customer } from '@bellwether/contract/customers.ts'
import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { CustomerFields, NameField } from './customer-form.tsx'
import { FieldInputs } from '../ui/fields/field-inputs.tsx'
import { faultsOf, valuesOf, writtenOf } from '../ui/fields/written-values.ts'
import { contactsInLines } from './import/cells.ts'

export function EditCustomerDialog({ customer }: { customer: Customer }) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('customers.write')) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t`Edit`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Edit ${customer.name}`}>
        <EditCustomerForm customer={customer} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const lineOf = ({ name, email, otherEmails }: Contact): string => `${name} <${[email, ...otherEmails].join(', ')}>`

const fields = ['name', 'plan', 'isVip', 'sites', 'mailDomains', 'accountManager', 'contacts'] as const

function EditCustomerForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { name, plan, isVip, sites, mailDomains } = customer
  const accountManager = customer.accountManager?.email ?? null
  const contacts = customer.contacts.map(lineOf).join('\n')
  const fieldsHere = useQuery(ask(listCustomerFields)).data?.items
  const written = writtenOf(customer.fields)
  const form = useForm({
    initialValues: { name, plan, isVip, sites, mailDomains, accountManager, contacts, fields: written },
    validate: (values) => faultsOf(values.fields, fieldsHere ?? [], written),
  })
  const change = useWrite(changeCustomer, {
    refreshes: ['/api/customers', '/api/desk'],
    showsProblem: true,
    notice: t`The customer is changed.`,
    onDone: onClose,
  })
  const send = form.onSubmit((values) =>
    change.mutate(
      {
        params: { id: customer.id },
        body: {
          ...values,
          contacts: contactsInLines(values.contacts),
          fields: valuesOf(values.fields, fieldsHere ?? []),
        },
      },
      { onError: (error) => landOnFields(error, form, fields) },
    ),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      <NameField form={form} />
      <CustomerFields form={form} accountManager={customer.accountManager} />
      <Textarea
        label={t`Contacts`}
        description={t`One in each line: Vera Sand <vera@acme.example, v.sand@home.example>, the primary address first. Who is left out is their contact no more.`}
        autosize
        minRows={3}
        {...form.getInputProps('contacts')}
      />
      <FieldInputs form={form} fields={fieldsHere ?? []} />
      <FormFoot
        error={change.error}
        form={form}
        isBusy={change.isPending}
        isDisabled={fieldsHere === undefined}
        onCancel={onClose}
      >
        {t`Save the customer`}
      </FormFoot>
    </form>
  )
}
