import { listTickets, type Ticket } from '@bellwether/contract/desk.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { SearchSelect } from '../ui/search-select.tsx'
import { t } from '../ui/words.ts'
import { whoAsks } from './who-asks.ts'

interface TicketChoiceProps {
  /** Which it is for: it is not offered itself. */
  ticket: Ticket
  /** What is chosen at first. */
  first?: { value: string; label: string } | null
  value: string | null
  onChange: (id: string | null) => void
  error?: ReactNode
}

/** Another ticket, found by what is typed; before that those of the same customer, or of the same sender, are offered. */
export function TicketChoice({ ticket, first = null, value, onChange, error }: TicketChoiceProps) {
  const [search, setSearch] = useState('')
  const { id, customer, contact } = ticket
  const own = customer === null ? { search: contact.email } : { customerId: customer.id }
  const query = { view: 'all' as const, limit: 8, ...(search === '' ? own : { search }) }
  const tickets = useQuery({ ...ask(listTickets, { query }), placeholderData: keepPreviousData })
  const found = tickets.data?.items
    .filter((one) => one.id !== id)
    .map((one) => ({
      value: one.id,
      label: `#${one.number} ${one.subject} (${whoAsks(one)})`,
    }))
  return (
    <SearchSelect
      label={t`Ticket`}
      description={t`By its number, or by words of its subject or of who wrote it.`}
      nothingFound={t`No ticket fits`}
      first={first}
      search={search}
      found={tickets.isPlaceholderData ? undefined : found}
      onSearch={setSearch}
      hasAutofocus
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
