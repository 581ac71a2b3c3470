import type { Customer, Plan } from '@bellwether/contract/customers.ts'
import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t, translated } from '../ui/words.ts'
import { AccountManagerField } from './account-manager-field.tsx'

interface CustomerValues {
  name: string
  plan: Plan
  isVip: boolean
  sites: string[]
  mailDomains: string[]
  accountManager: string | null
}

interface CustomerFieldsProps<V extends CustomerValues> {
  form: UseFormReturnType<V>
  accountManager: Customer['accountManager']
}

/** What is asked of every customer, whether they are new or change. */
export function CustomerFields<V extends CustomerValues>({ form, accountManager }: CustomerFieldsProps<V>) {
  return (
    <>
      <Select
        label={t`Plan`}
        data={['free', 'pro', 'premium'].map((value) => ({ value, label: translated(value) }))}
        {...form.getInputProps('plan')}
      />
      <Checkbox
        label={t`VIP: may page through the emergency address`}
        {...form.getInputProps('isVip', { type: 'checkbox' })}
      />
      <TagsInput label={t`Sites`} description={t`Hostnames; Enter after each.`} {...form.getInputProps('sites')} />
      <TagsInput
        label={t`E-mail domains`}
        description={t`New tickets from any address there are theirs. It pages nobody unless the sender is proven.`}
        {...form.getInputProps('mailDomains')}
      />
      <AccountManagerField current={accountManager} {...form.getInputProps('accountManager')} />
    </>
  )
}

export function NameField<V extends CustomerValues>({ form }: { form: UseFormReturnType<V> }) {
  return <TextInput label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
}
