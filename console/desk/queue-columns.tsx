import { listTicketFields, type ListedTicket } from '@bellwether/contract/desk.ts'
import { fieldOfColumn, type TicketColumnName, ticketColumnNames } from '@bellwether/contract/view-columns.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { writtenValue } from '../ui/fields/written-value.ts'
import { t } from '../ui/words.ts'
import styles from './queue-list.module.css'

const heads: Readonly<Record<TicketColumnName, string>> = {
  'waiting-on': t`Waiting on`,
  'reply-due': t`Reply due`,
  'team-due': t`Team due`,
  owner: t`Owner`,
  priority: t`Priority`,
  opened: t`Opened`,
  'last-message': t`Last message`,
  resolved: t`Resolved`,
  mailbox: t`Mailbox`,
  messages: t`Messages`,
}

const widths: Readonly<Partial<Record<string, number>>> = {
  'waiting-on': 132,
  'reply-due': 96,
  'team-due': 96,
  owner: 84,
  priority: 64,
  messages: 70,
}
const usualWidth = 96

export interface QueueColumn {
  readonly id: string
  readonly head: string
}

const isColumn = (name: string): name is TicketColumnName => ticketColumnNames.some((one) => one === name)

/** Every column that there may be, in the order in which they stand: the fields of the organisation's own come last. */
export function useColumns(wanted?: readonly string[]): readonly QueueColumn[] {
  const asksFields = wanted === undefined || wanted.some((one) => !isColumn(one))
  const fields = useQuery({ ...ask(listTicketFields), enabled: asksFields }).data?.items ?? []
  const all = [
    ...ticketColumnNames.map((id) => ({ id, head: heads[id] })),
    ...fields.map(({ key, name }) => ({ id: `field:${key}`, head: name })),
  ]
  return wanted === undefined ? all : all.filter(({ id }) => wanted.includes(id))
}

/** The tracks of the grid that the lines of a list share. */
export const tracksOf = (columns: readonly QueueColumn[]): string =>
  ['40px minmax(90px, 150px) minmax(180px, 1fr)', ...columns.map(({ id }) => `${widths[id] ?? usualWidth}px`)].join(' ')

/** What only some lists show. */
const cells: Readonly<Partial<Record<string, (ticket: ListedTicket) => ReactNode>>> = {
  priority: ({ priority }) => priority,
  opened: ({ createdAt }) => <Moment at={createdAt} />,
  'last-message': ({ lastMessageAt }) => <Moment at={lastMessageAt} />,
  resolved: ({ resolvedAt }) => (resolvedAt === null ? null : <Moment at={resolvedAt} />),
  mailbox: ({ mailbox }) => mailbox?.name ?? null,
  messages: ({ messageCount }) => messageCount,
}

function cellOf(ticket: ListedTicket, column: string): ReactNode {
  const key = fieldOfColumn(column)
  if (key === undefined) return cells[column]?.(ticket) ?? null
  const value = ticket.fields[key]
  return value === undefined ? null : writtenValue(value)
}

interface MoreCellsProps {
  columns: readonly QueueColumn[]
  /** null: several tickets in one line, of which nothing is said here. */
  ticket: ListedTicket | null
}

/** The columns that come after the usual ones. */
export function MoreCells({ columns, ticket }: MoreCellsProps) {
  return columns
    .filter(({ id }) => cells[id] !== undefined || fieldOfColumn(id) !== undefined)
    .map(({ id, head }) => (
      <span key={id} className={styles.more} data-head={head}>
        {ticket === null ? null : cellOf(ticket, id)}
      </span>
    ))
}
