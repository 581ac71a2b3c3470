import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import { fieldOfColumn } from '@bellwether/contract/view-columns.ts'
import { t } from '../ui/words.ts'
import type { QueueColumn } from './queue-columns.tsx'
import styles from './queue-heads.module.css'

export interface Sorting {
  /** In which the list stands. */
  readonly order: TicketOrder
  /** undefined: as its view says. */
  readonly onOrder: (order: TicketOrder | undefined) => void
}

interface HeadsProps {
  columns: readonly QueueColumn[]
  /** Of a list whose order nobody chooses: nothing. */
  sorting: Sorting | undefined
}

/** What the columns show; a press on one sorts by it, the next the other way, and then it is as before. */
export const Heads = ({ columns, sorting }: HeadsProps) => (
  <div className={styles.heads} aria-hidden={sorting === undefined || undefined}>
    <Head head="#" orders={byAge} sorting={sorting} named={t`number`} />
    <span>{t`Customer`}</span>
    <span>{t`Ticket`}</span>
    {columns.map(({ id, head }) => (
      <Head key={id} head={head} orders={ordersOf(id)} sorting={sorting} />
    ))}
  </div>
)

const byAge = ['opened', 'oldest'] as const

const ordersByColumn: Readonly<Partial<Record<string, readonly TicketOrder[]>>> = {
  'waiting-on': ['waiting-longest'],
  'reply-due': ['due'],
  priority: ['priority'],
  opened: byAge,
  'last-message': ['newest-message'],
  resolved: ['resolved'],
}

/** The orders that a column stands for, the usual one first. */
function ordersOf(column: string): readonly TicketOrder[] {
  const key = fieldOfColumn(column)
  return key === undefined ? (ordersByColumn[column] ?? []) : [`field:${key}`, `field:${key}:desc`]
}

interface HeadProps {
  head: string
  named?: string
  orders: readonly TicketOrder[]
  sorting: Sorting | undefined
}

function Head({ head, named = head, orders, sorting }: HeadProps) {
  if (sorting === undefined || orders.length === 0) return <span>{head}</span>
  const at = orders.indexOf(sorting.order)
  return (
    <button
      type="button"
      className={styles.sort}
      aria-label={t`Sort by ${named}`}
      aria-pressed={at !== -1}
      onClick={() => sorting.onOrder(orders[at + 1])}
    >
      {head}
      {at !== -1 && <span aria-hidden="true">{at === 0 ? '↓' : '↑'}</span>}
    </button>
  )
}
