import { listTickets } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import listStyles from '../ui/row-list.module.css'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import styles from './due-tickets.module.css'
import { SideClock } from './ticket-clocks.tsx'
import { whoAsks } from './who-asks.ts'

const shownMax = 10

/** What support owes a word next, the nearest breach first; nothing where that is nothing. */
export function DueTickets() {
  const where = { field: 'waitingOn', op: '=', value: 'support' } as const
  const query = { view: 'open', where: JSON.stringify(where), limit: shownMax } as const
  const tickets = useQuery({ ...ask(listTickets, { query }), refetchInterval: 30_000 })
  const due = tickets.data?.items ?? []
  if (due.length === 0) return null
  return (
    <Sheet
      title={t`Waits on support, due first`}
      side={tickets.data?.nextCursor !== null && <Link to="/desk">{t`All of them`}</Link>}
    >
      <ol className={listStyles.list} aria-label={t`Waits on support, due first`}>
        {due.map((ticket) => (
          <li key={ticket.id}>
            <Link
              to="/tickets/$number"
              params={{ number: String(ticket.number) }}
              className={`${listStyles.row} ${styles.row}`}
            >
              <span className={listStyles.title}>
                #{ticket.number} {ticket.subject}
              </span>
              <span>{whoAsks(ticket)}</span>
              <span>{ticket.owner?.name ?? t`nobody’s`}</span>
              <SideClock clocks={ticket.clocks} side="customer" />
            </Link>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
