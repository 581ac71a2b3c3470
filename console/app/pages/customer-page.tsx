import { getCustomer, type Customer } from '@bellwether/contract/customers.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { CustomerFacts } from '../../customers/customer-facts.tsx'
import { PlanMarks } from '../../customers/customer-list.tsx'
import { CustomerNotes } from '../../customers/customer-notes.tsx'
import { EditCustomerDialog } from '../../customers/edit-customer-dialog.tsx'
import { MergeCustomerDialog } from '../../customers/merge-customer-dialog.tsx'
import { MergeList } from '../../customers/merge-list.tsx'
import { QueueList } from '../../desk/queue-list.tsx'
import { EvidencePanel } from '../../evidence/evidence-panel.tsx'
import { searchOf, spanBefore, viewOf } from '../../evidence/evidence-view.ts'
import { useClockRead } from '../../ui/clock.tsx'
import { t } from '../../ui/words.ts'
import { CustomerHealth } from '../customer/customer-health.tsx'
import { LifeLine } from '../customer/life-line.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'

const page = getRouteApi('/signed-in/customers/$id')

export function CustomerPage() {
  const { id } = page.useParams()
  const customer = useQuery(ask(getCustomer, { params: { id } }))
  return (
    <Loaded query={customer} rows={12}>
      {(loaded) => <CustomerView customer={loaded} />}
    </Loaded>
  )
}

function CustomerView({ customer }: { customer: Customer }) {
  return (
    <PageFrame
      title={customer.name}
      actions={
        <>
          <MergeCustomerDialog customer={customer} />
          <EditCustomerDialog customer={customer} />
        </>
      }
      about={
        <span style={{ display: 'flex', gap: 6 }}>
          <PlanMarks customer={customer} />
        </span>
      }
    >
      <CustomerHealth customer={customer} />
      <CustomerFacts customer={customer} />
      <MergeList customer={customer} />
      <CustomerNotes customer={customer} />
      <h2>{t`Open tickets`}</h2>
      <QueueList
        label={t`Open tickets of ${customer.name}`}
        query={{ view: 'open', customerId: customer.id }}
        empty={<p style={{ color: 'var(--ink-soft)' }}>{t`No open ticket.`}</p>}
      />
      <CustomerEvidence customer={customer} />
      <LifeLine id={customer.id} />
    </PageFrame>
  )
}

function CustomerEvidence({ customer }: { customer: Customer }) {
  const search = page.useSearch()
  const navigate = useNavigate()
  const read = useClockRead()
  const [span] = useState(() => spanBefore(read(), 24))
  const view = viewOf(search, span)
  return (
    <EvidencePanel
      heading={t`Evidence`}
      view={view}
      onView={(change) =>
        void navigate({
          to: '/customers/$id',
          params: { id: customer.id },
          search: searchOf({ ...view, ...change }),
          replace: true,
        })
      }
      customerKeys={[customer.key, ...customer.otherKeys]}
      centreMs={null}
    />
  )
}
