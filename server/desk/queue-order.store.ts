import type { FieldOrder, TicketOrder } from '@bellwether/contract/desk-views.ts'
import { priorities } from '@bellwether/contract/priority.ts'
import { type Selectable, sql } from 'kysely'
import { newestFirst, type Order } from '../platform/database/page-by-key.ts'
import { dueFirst } from './clock.store.ts'
import type { DeskTables } from './desk.tables.ts'

/** Of a queue by a field: whether there is no value, its number or its place among the choices, and its letters. */
type SortedBy = readonly [isNone: boolean, number: number, letters: string]
interface SortedTicket extends Selectable<DeskTables['desk.tickets']> {
  readonly sortedBy: SortedBy
}

const byDue: Order<SortedTicket>['key'] = [
  dueFirst,
  { sql: 'last_message_at', type: 'timestamptz', of: ({ lastMessageAt }) => lastMessageAt },
  { sql: 'id', type: 'uuid', of: ({ id }) => id },
]

/** How a queue can be asked for: a view that somebody made may hold open tickets where a built-in one does not. */
export type QueueOrder = TicketOrder | 'open-then-resolved'

const orders: Readonly<Record<Exclude<QueueOrder, FieldOrder>, Order<SortedTicket>>> = {
  due: { direction: 'asc', key: byDue },
  'returned-first': {
    direction: 'asc',
    key: [{ sql: '(returned_at is null)', type: 'boolean', of: ({ returnedAt }) => returnedAt === null }, ...byDue],
  },
  priority: {
    direction: 'asc',
    key: [
      { sql: 'desk.place_of(priority)', type: 'bigint', of: ({ priority }) => priorities.indexOf(priority) + 1 },
      ...byDue,
    ],
  },
  resolved: newestFirst('resolvedAt'),
  'open-then-resolved': {
    direction: 'desc',
    key: [
      {
        sql: `coalesce(resolved_at, 'infinity'::timestamptz)`,
        type: 'timestamptz',
        of: ({ resolvedAt }) => resolvedAt ?? 'infinity',
      },
      { sql: 'id', type: 'uuid', of: ({ id }) => id },
    ],
  },
  opened: newestFirst('createdAt'),
  oldest: { ...newestFirst('createdAt'), direction: 'asc' },
  'waiting-longest': { ...newestFirst('waitingSince'), direction: 'asc' },
  'newest-message': newestFirst('lastMessageAt'),
}

const isFieldOrder = (order: QueueOrder): order is FieldOrder => order.startsWith('field:')

/** How the tickets of a queue follow each other. */
export const orderOf = (order: QueueOrder): Order<SortedTicket> =>
  isFieldOrder(order) ? fieldOrder(order) : orders[order]

function fieldOrder(order: FieldOrder): Order<SortedTicket> {
  const isDescending = order.endsWith(':desc')
  const [isNone, number, letters] = partsOf(order)
  return {
    direction: isDescending ? 'desc' : 'asc',
    key: [
      // What has no value comes last in either direction.
      {
        sql: isDescending ? `not ${isNone}` : isNone,
        type: 'boolean',
        of: ({ sortedBy }) => sortedBy[0] !== isDescending,
      },
      { sql: number, type: 'float8', of: ({ sortedBy }) => sortedBy[1] },
      { sql: letters, type: 'text', of: ({ sortedBy }) => sortedBy[2] },
      { sql: 'id', type: 'uuid', of: ({ id }) => id },
    ],
  }
}

/** So many letters decide; a cursor holds them. */
const lettersMax = 200

/** The contract lets nothing but small letters, digits and hyphens into a key. */
function partsOf(order: FieldOrder): [isNone: string, number: string, letters: string] {
  const key = /^field:([a-z0-9-]+)/.exec(order)?.[1] ?? ''
  const value = `(select value from desk.field_values where ticket_id = tickets.id and field_key = '${key}')`
  const choice = `(select array_position(choices, ${value} #>> '{}') from desk.fields where key = '${key}')`
  const number = `case when jsonb_typeof(${value}) = 'number' then (${value} #>> '{}')::float8 end`
  return [
    `(${value} is null)`,
    `coalesce(${number}, ${choice}::float8, 0)`,
    `lower(left(coalesce(${value} #>> '{}', ''), ${lettersMax}))`,
  ]
}

/** What a queue by a field is sorted by, for the page after. */
export const sortedBy = (order: QueueOrder) => {
  const parts = isFieldOrder(order) ? partsOf(order) : ['true', '0', `''`]
  return sql<SortedBy>`json_build_array(${sql.raw(parts.join(', '))})`.as('sortedBy')
}
