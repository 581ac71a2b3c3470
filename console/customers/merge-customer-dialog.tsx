import { listCustomers, mergeCustomer, type Customer } from '@bellwether/contract/customers.ts'
import { Button, Modal } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import styles from './merges.module.css'
import { SearchSelect } from '../ui/search-select.tsx'

/** Merges another customer into this one. */
export function MergeCustomerDialog({ customer }: { customer: Customer }) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('customers.write')) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t`Merge…`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Merge another customer into ${customer.name}`}>
        <MergeForm customer={customer} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function MergeForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const form = useForm({ initialValues: { from: null as string | null } })
  const merge = useWrite(mergeCustomer, {
    refreshes: ['/api/customers', '/api/desk', '/api/incidents'],
    showsProblem: true,
    notice: t`The customers are merged.`,
    onDone: onClose,
  })
  const send = form.onSubmit(({ from }) => {
    if (from !== null) merge.mutate({ params: { id: from }, body: { into: customer.id } })
  })
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <OtherCustomer customer={customer} {...form.getInputProps('from')} />
      <p>
        {t`Its sites, e-mail domains, contacts, notes and tickets become those of ${customer.name}, and events with its key count as theirs. Name, plan and ${customer.isVip ? t`the right to page` : t`that they may not page`} stay as they are here. It can be undone on this page.`}
      </p>
      <FormFoot error={merge.error} isBusy={merge.isPending} isDisabled={form.values.from === null} onCancel={onClose}>
        {t`Merge the customers`}
      </FormFoot>
    </form>
  )
}

interface OtherCustomerProps {
  customer: Customer
  value?: string | null
  onChange: (id: string | null) => void
  error?: ReactNode
}

/** Any other customer. */
function OtherCustomer({ customer, ...field }: OtherCustomerProps) {
  const [search, setSearch] = useState('')
  const found = useQuery(ask(listCustomers, { query: { ...(search === '' ? {} : { search }), limit: '20' } }))
  const others = found.data?.items.filter(({ id }) => id !== customer.id)
  return (
    <SearchSelect
      label={t`The other customer`}
      description={t`By name, key, site or address.`}
      nothingFound={t`No other customer fits.`}
      hasAutofocus
      first={null}
      search={search}
      found={others?.map(({ id, name, key }) => ({ value: id, label: `${name} (${key})` }))}
      onSearch={setSearch}
      {...field}
    />
  )
}
