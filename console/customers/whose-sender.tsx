import { changeCustomer, getCustomer, listCustomers, type Customer } from '@bellwether/contract/customers.ts'
import { isPublicDomain } from '@bellwether/contract/public-domain.ts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { ask, refresh } from '../call.query.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { NewCustomerDialog } from './new-customer-dialog.tsx'
import { SearchSelect } from '../ui/search-select.tsx'
import styles from './whose-sender.module.css'

interface WhoseSenderProps {
  sender: { name: string; email: string }
  /** Named in what they wrote. */
  sites: readonly string[]
}

const offeredMost = 3

/** Whose somebody is who wrote and is nobody’s contact: the likely ones first. Their evidence comes at once. */
export function WhoseSender(props: WhoseSenderProps) {
  return useMay('customers.write') ? <Offered {...props} /> : null
}

function Offered({ sender, sites }: WhoseSenderProps) {
  const likely = useLikely(sender.email, sites)
  const add = useAddContact(sender)
  return (
    <div className={styles.whose}>
      {likely.map(({ id, name }) => (
        <Button key={id} size="sm" loading={add.isBusy} onClick={() => add.to(id)}>
          {t`Add to ${name}`}
        </Button>
      ))}
      <OtherCustomer isBusy={add.isBusy} onChoose={add.to} hasLikely={likely.length > 0} />
      <NewCustomerDialog contact={sender} onAdded={() => undefined} />
      {add.error !== null && <ProblemView error={add.error} />}
    </div>
  )
}

/** Customers of the sites that were named, and those who have something of the domain of the address. */
function useLikely(email: string, sites: readonly string[]): Pick<Customer, 'id' | 'name'>[] {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const searches = [...new Set([...sites, ...(isPublicDomain(domain) ? [] : [domain])])].slice(0, offeredMost)
  const found = useQueries({
    queries: searches.map((search) => ask(listCustomers, { query: { search, limit: offeredMost } })),
  })
  const customers = found.flatMap(({ data }) => data?.items ?? [])
  return [...new Map(customers.map((one) => [one.id, one])).values()].slice(0, offeredMost)
}

/** Adds the address to the contacts of a customer, as they are at that moment. */
function useAddContact({ name, email }: WhoseSenderProps['sender']) {
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: async (id: string) => {
      const customer = await call(getCustomer, { params: { id } })
      const contacts = [...customer.contacts, { name, email, otherEmails: [] }]
      const accountManager = customer.accountManager?.email ?? null
      return call(changeCustomer, { params: { id }, body: { ...customer, accountManager, contacts } })
    },
    onSuccess: () => {
      for (const path of ['/api/customers', '/api/desk']) void refresh(queries, path)
      notifications.show({ message: t`${email} is a contact now.`, color: 'petrol' })
    },
  })
  return { to: add.mutate, isBusy: add.isPending, error: add.error }
}

interface OtherCustomerProps {
  isBusy: boolean
  hasLikely: boolean
  onChoose: (id: string) => void
}

function OtherCustomer({ isBusy, hasLikely, onChoose }: OtherCustomerProps) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const found = useQuery(ask(listCustomers, { query: { search, limit: 20 } }))
  return (
    <div className={styles.other}>
      <SearchSelect
        label={hasLikely ? t`Another customer` : t`A customer`}
        description={t`Their address becomes one of its contacts.`}
        placeholder={t`Part of a name`}
        nothingFound={t`No customer is called so.`}
        first={null}
        search={search}
        found={found.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        onSearch={setSearch}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        variant="default"
        loading={isBusy}
        disabled={chosen === null}
        onClick={() => chosen !== null && onChoose(chosen)}
      >
        {t`Add`}
      </Button>
    </div>
  )
}
