import type { Plan } from '@bellwether/contract/customers.ts'
import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'

interface CustomerValues {
  name: string
  plan: Plan
  isVip: boolean
  sites: string[]
}

/** What is asked of every customer, whether they are new or change. */
export function CustomerFields<V extends CustomerValues>({ form }: { form: UseFormReturnType<V> }) {
  return (
    <>
      <Select label="Plan" data={['free', 'pro', 'premium']} {...form.getInputProps('plan')} />
      <Checkbox
        label="VIP: may page through the emergency address"
        {...form.getInputProps('isVip', { type: 'checkbox' })}
      />
      <TagsInput label="Sites" description="Hostnames; Enter after each." {...form.getInputProps('sites')} />
    </>
  )
}

export function NameField<V extends CustomerValues>({ form }: { form: UseFormReturnType<V> }) {
  return <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
}
