import { listCustomers, type Customer } from '@bellwether/contract/customers.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { useRovingFocus } from '../ui/roving-focus.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { t, translated } from '../ui/words.ts'
import listStyles from '../ui/row-list.module.css'
import styles from './customer-list.module.css'

export function CustomerList({ search, empty }: { search: string | undefined; empty: ReactNode }) {
  const customers = useInfiniteQuery(askPages(listCustomers, { search, limit: 50 }))
  const rows = customers.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...customers, data: rows }} rows={10}>
      {(loaded) => (
        <>
          {loaded.length === 0 ? empty : <Rows customers={loaded} />}
          <MoreButton query={customers} />
        </>
      )}
    </Loaded>
  )
}

function Rows({ customers }: { customers: readonly Customer[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    customers.map(({ id }) => id),
    (index) => {
      const id = customers[index]?.id
      if (id !== undefined) void navigate({ to: '/customers/$id', params: { id } })
    },
  )
  return (
    <ol className={listStyles.list} aria-label={t`Customers`}>
      {customers.map((customer, index) => (
        <li key={customer.id}>
          <Link
            {...focus.itemProps(index)}
            to="/customers/$id"
            params={{ id: customer.id }}
            className={`${listStyles.row} ${styles.row}`}
          >
            <span className={listStyles.title}>{customer.name}</span>
            <span className={styles.marks}>
              <PlanMarks customer={customer} />
            </span>
            <span className={styles.sites}>{sitesOf(customer)}</span>
            <span className={styles.key}>{customer.key}</span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

export function PlanMarks({ customer }: { customer: Customer }) {
  return (
    <>
      {customer.isVip && (
        <Mark tone="brass" title={t`May page through the emergency address`}>
          {t`VIP`}
        </Mark>
      )}
      <Mark>{translated(customer.plan)}</Mark>
    </>
  )
}

function sitesOf({ sites }: Customer): string {
  const [first] = sites
  if (first === undefined) return t`no sites`
  return sites.length === 1 ? first : t`${first} and ${plural(sites.length - 1, 'more', 'more')}`
}
