import type { Report } from '@bellwether/contract/incidents.ts'
import { Link } from '@tanstack/react-router'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

type Affected = Report['affected'][number]

/** Everyone who is hit, whether they wrote in, and whether they were told. */
export function AffectedCustomers({ affected }: { affected: readonly Affected[] }) {
  const wrote = affected.filter((customer) => customer.ticket !== null).length
  return (
    <Sheet
      title={t`Affected customers`}
      about={t`${plural(affected.length, 'customer')}, of which ${countOf(wrote)} wrote in.`}
    >
      {affected.length > 0 && (
        <DataTable
          label={t`Affected customers`}
          rows={affected}
          keyOf={(customer) => customer.customerKey}
          columns={[
            { head: t`Customer`, cell: (customer) => <CustomerCell customer={customer} /> },
            { head: t`Wrote in`, cell: (customer) => <TicketCell customer={customer} /> },
            { head: t`Told`, cell: (customer) => <ToldCell customer={customer} /> },
            { head: t`Errors`, isFigure: true, cell: (customer) => countOf(customer.errors) },
          ]}
        />
      )}
    </Sheet>
  )
}

function CustomerCell({ customer }: { customer: Affected }) {
  return (
    <>
      {customer.customerId === null ? (
        customer.name
      ) : (
        <Link to="/customers/$id" params={{ id: customer.customerId }}>
          {customer.name}
        </Link>
      )}{' '}
      {customer.isVip && <Mark tone="brass">{t`VIP`}</Mark>}
    </>
  )
}

function TicketCell({ customer }: { customer: Affected }) {
  if (customer.ticket === null) return <span style={{ color: 'var(--ink-dim)' }}>{t`not yet`}</span>
  return (
    <Link to="/tickets/$number" params={{ number: String(customer.ticket.number) }}>
      #{customer.ticket.number}
    </Link>
  )
}

function ToldCell({ customer }: { customer: Affected }) {
  if (customer.toldAt !== null) {
    return (
      <Mark tone="good" icon="check">
        {tx`told ${<Moment at={customer.toldAt} />}`}
      </Mark>
    )
  }
  return customer.ticket === null ? (
    <span style={{ color: 'var(--ink-dim)' }}>–</span>
  ) : (
    <Mark tone="warn">{t`not told`}</Mark>
  )
}
