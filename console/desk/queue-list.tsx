import { claimTicket, listTickets, type ListedTicket } from '@bellwether/contract/desk.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useCommands } from '../ui/command-keys.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { useRovingFocus } from '../ui/roving-focus.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { queueCommands } from './queue.commands.ts'
import { QueueRow } from './queue-row.tsx'
import styles from './queue-list.module.css'

interface QueueListProps {
  label: string
  query: Readonly<Partial<Record<'view' | 'where' | 'search' | 'customerId', string | undefined>>>
  /** Shown when nothing fits. */
  empty: ReactNode
}

/** Tickets with the nearest breach first. */
export function QueueList({ label, query, empty }: QueueListProps) {
  const tickets = useInfiniteQuery(askPages(listTickets, { ...query, limit: 50 }))
  const rows = tickets.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Loaded query={{ ...tickets, data: tickets.data === undefined ? undefined : rows }} rows={12}>
      {(loaded) =>
        loaded.length === 0 ? (
          empty
        ) : (
          <>
            <Rows label={label} tickets={loaded} />
            <MoreButton query={tickets} />
          </>
        )
      }
    </Loaded>
  )
}

function Rows({ label, tickets }: { label: string; tickets: readonly ListedTicket[] }) {
  const navigate = useNavigate()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const claim = useWrite(claimTicket, { refreshes: ['/api/desk'] })
  const open = (index: number): void => {
    const ticket = tickets[index]
    if (ticket !== undefined) void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) } })
  }
  const focus = useRovingFocus(tickets.length, open)
  const current = tickets[focus.current]
  const claimAll = (): void => {
    const ids = selected.size > 0 ? [...selected] : current === undefined ? [] : [current.id]
    for (const id of ids) claim.mutate({ params: { id }, body: {} })
    setSelected(new Set())
  }
  const select = (): void => {
    if (current !== undefined) setSelected(selected.symmetricDifference(new Set([current.id])))
  }
  const commands = useCommands(queueCommands, { count: tickets.length, claim: claimAll, select })

  return (
    <div className={styles.table}>
      {selected.size > 0 && (
        <div className={styles.selection} role="status">
          {plural(selected.size, 'ticket')} selected
          <CommandButton commands={commands} id="queue.claim">
            Claim
          </CommandButton>
        </div>
      )}
      <div className={styles.heads} aria-hidden="true">
        <span>#</span>
        <span>Customer</span>
        <span>Ticket</span>
        <span>Waiting on</span>
        <span>Reply due</span>
        <span>Team due</span>
        <span>Owner</span>
      </div>
      <ol aria-label={label}>
        {tickets.map((ticket, index) => (
          <QueueRow
            key={ticket.id}
            ticket={ticket}
            item={focus.itemProps(index)}
            isSelected={selected.has(ticket.id)}
          />
        ))}
      </ol>
    </div>
  )
}
