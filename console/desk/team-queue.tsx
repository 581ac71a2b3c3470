import { listHandOffs } from '@bellwether/contract/desk.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { useRovingFocus, type RovingFocus } from '../ui/roving-focus.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { CustomerMarks } from './customer-marks.tsx'
import { HandOffCard } from './hand-off-card.tsx'
import styles from './team-queue.module.css'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { whoAsks } from './who-asks.ts'

type AskedHandOff = AnswerOf<typeof listHandOffs>['items'][number]

interface TeamQueueProps {
  team: string
  show: 'open' | 'ended' | 'todo'
  label: string
  empty: ReactNode
}

/** The hand-offs of a team, nearest breach first, acknowledged and answered in place. */
export function TeamQueue({ team, show, label, empty }: TeamQueueProps) {
  const asked = useInfiniteQuery(askPages(listHandOffs, { team, show, limit: 50 }))
  const rows = asked.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...asked, data: rows }} rows={8}>
      {(loaded) =>
        loaded.length === 0 ? (
          empty
        ) : (
          <>
            <Cards label={label} handOffs={loaded} />
            <MoreButton query={asked} />
          </>
        )
      }
    </Loaded>
  )
}

function Cards({ label, handOffs }: { label: string; handOffs: readonly AskedHandOff[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    handOffs.map(({ id }) => id),
    (index) => {
      const number = handOffs[index]?.ticket.number
      if (number !== undefined) void navigate({ to: '/tickets/$number', params: { number: String(number) } })
    },
  )
  return (
    <ol className={styles.cards} aria-label={label}>
      {handOffs.map((handOff, index) => (
        <li key={handOff.id}>
          <TicketLine handOff={handOff} item={focus.itemProps(index)} />
          <HandOffCard handOff={handOff} />
        </li>
      ))}
    </ol>
  )
}

function TicketLine({ handOff, item }: { handOff: AskedHandOff; item: ReturnType<RovingFocus['itemProps']> }) {
  const { ticket } = handOff
  return (
    <p className={styles.ticket}>
      <Link {...item} to="/tickets/$number" params={{ number: String(ticket.number) }} className={styles.subject}>
        #{ticket.number} {ticket.subject}
      </Link>
      <span>{whoAsks(ticket)}</span>
      <CustomerMarks ticket={ticket} />
    </p>
  )
}
