import type { Customer } from '@bellwether/contract/customers.ts'
import { getCustomerTickets } from '@bellwether/contract/desk.ts'
import { getTimeline } from '@bellwether/contract/evidence.ts'
import { listReports } from '@bellwether/contract/incidents.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { eventsOf } from '../../evidence/evidence-filter.ts'
import { Ago, useClockRead, useZone } from '../../ui/clock.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { dayStartOf } from '../../ui/instants.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import styles from './customer-health.module.css'

/** How a customer is just now: what waits, what fails, what is known of it. */
export function CustomerHealth({ customer }: { customer: Customer }) {
  return (
    <dl className={styles.health} aria-label={t`At a glance`}>
      {useMay('desk.read') && <Tickets id={customer.id} />}
      {useMay('evidence.read') && <Errors customer={customer} />}
      {useMay('incidents.read') && <Reports id={customer.id} />}
      {useMay('desk.read') && <Satisfied id={customer.id} />}
    </dl>
  )
}

function Figure({ name, figure, children }: { name: string; figure: string; children?: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>
        <strong>{figure}</strong>
        {children}
      </dd>
    </div>
  )
}

function Tickets({ id }: { id: string }) {
  const { data } = useQuery(ask(getCustomerTickets, { params: { id } }))
  if (data === undefined) return <Figure name={t`Open tickets`} figure="…" />
  return (
    <Figure name={t`Open tickets`} figure={countOf(data.open)}>
      {data.late > 0 && <span className={styles.bad}>{t`${countOf(data.late)} late`}</span>}
      {data.open > 0 && <span>{t`${countOf(data.waitingOnSupport)} waiting on support`}</span>}
      {data.nextDueAt !== null && <span>{tx`next due ${<Ago at={data.nextDueAt} />}`}</span>}
    </Figure>
  )
}

/** Asked after the end; what nobody said is not shown as a number. */
function Satisfied({ id }: { id: string }) {
  const { data } = useQuery(ask(getCustomerTickets, { params: { id } }))
  if (data === undefined) return <Figure name={t`Satisfied`} figure="…" />
  const { count, of } = data.satisfied
  if (of === 0)
    return (
      <Figure name={t`Satisfied`} figure="–">
        <span>{t`they said nothing of it in 13 weeks`}</span>
      </Figure>
    )
  return (
    <Figure name={t`Satisfied`} figure={t`${countOf(count)} of ${countOf(of)}`}>
      <span>{t`answers, of tickets of the last 13 weeks`}</span>
    </Figure>
  )
}

const dayMs = 86_400_000

/** Errors from midnight until now, beside those of yesterday until the same time. */
function Errors({ customer }: { customer: Customer }) {
  const zone = useZone()
  const read = useClockRead()
  const [nowMs] = useState(read)
  const start = dayStartOf(nowMs, zone)
  const startBefore = dayStartOf(start - dayMs / 2, zone)
  const today = useErrors(customer, { from: start, to: nowMs })
  const before = useErrors(customer, { from: startBefore, to: startBefore + nowMs - start })
  if (today.error !== null || before.error !== null)
    return (
      <Figure name={t`Errors today`} figure="–">
        <span>{t`evidence cannot be asked`}</span>
      </Figure>
    )
  if (today.data === undefined || before.data === undefined) return <Figure name={t`Errors today`} figure="…" />
  return (
    <Figure name={t`Errors today`} figure={countOf(today.data.errors)}>
      <span>{wordsOf(before.data, startBefore)}</span>
    </Figure>
  )
}

/** What was before all evidence nobody knows. */
const wordsOf = (before: { errors: number; historySince: string | null }, startMs: number): string =>
  before.historySince === null || Date.parse(before.historySince) > startMs
    ? t`of yesterday not all is known`
    : t`${countOf(before.errors)} yesterday until this time`

function useErrors({ key, otherKeys }: Customer, { from, to }: { from: number; to: number }) {
  // A day that is a second old has no time to look at.
  const span = { from: new Date(from).toISOString(), to: new Date(Math.max(to, from + 1000)).toISOString() }
  const filter = eventsOf([key, ...otherKeys], [])
  const { data, error } = useQuery(ask(getTimeline, { query: { ...span, ...filter, errors: true } }))
  if (data === undefined) return { error, data }
  const errors = data.points.reduce((sum, point) => sum + point.errors, 0)
  return { error, data: { errors, historySince: data.historySince } }
}

const reportsMax = 20

function Reports({ id }: { id: string }) {
  const { data } = useQuery(ask(listReports, { query: { customerId: id, limit: String(reportsMax) } }))
  if (data === undefined) return <Figure name={t`Trouble reports`} figure="…" />
  const live = data.items.filter((report) => !isOver(report.state))
  return (
    <Figure name={t`Trouble reports`} figure={live.length === 0 ? t`None open` : t`${countOf(live.length)} open`}>
      {live.slice(0, 3).map((report) => (
        <Link key={report.id} to="/reports/$id" params={{ id: report.id }}>
          R{report.number} {report.title === '' ? t`Untitled report` : report.title}
        </Link>
      ))}
      {live.length === 0 && data.items.length > 0 && (
        <span>
          {plural(data.items.length, 'is over', 'are over')}
          {data.nextCursor !== null && t`, and earlier ones`}
        </span>
      )}
    </Figure>
  )
}
