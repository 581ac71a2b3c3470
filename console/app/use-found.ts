import { listCustomers } from '@bellwether/contract/customers.ts'
import { getTicket, searchTickets } from '@bellwether/contract/desk.ts'
import { listReports } from '@bellwether/contract/incidents.ts'
import { listPeople } from '@bellwether/contract/people.ts'
import type { SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'

interface TicketLine {
  readonly id: string
  readonly number: number
  readonly subject: string
  readonly customer: { readonly name: string } | null
  readonly contact: { readonly email: string }
}

/** What the server finds by what is typed: a ticket by its number, whatever became of it, and all by their words. */
export function useFound(wanted: string): SpotlightActionGroupData[] {
  const groups = [useTickets(wanted), useReports(wanted), useCustomers(wanted), usePeople(wanted), useSearch(wanted)]
  return groups.filter((group) => group.actions.length > 0)
}

/** A single letter fits nearly everything. */
const isWorthAsking = (wanted: string): boolean => wanted.length >= 2

function useTickets(wanted: string): SpotlightActionGroupData {
  const navigate = useNavigate()
  const number = /^#?(\d{1,9})$/.exec(wanted)?.[1]
  const enabled = isWorthAsking(wanted)
  const numbered = useQuery({
    ...ask(getTicket, { params: { id: number ?? '' } }),
    enabled: number !== undefined,
    retry: false,
  })
  const said = useQuery({ ...ask(searchTickets, { query: { q: wanted, limit: '8' } }), enabled })
  const lines: TicketLine[] = [
    ...(number !== undefined && numbered.data !== undefined ? [numbered.data] : []),
    ...(enabled ? (said.data?.hits ?? []).map(({ ticket }) => ticket) : []),
  ]
  return {
    group: t`Tickets`,
    actions: lines
      .filter(({ id }, at) => lines.findIndex((one) => one.id === id) === at)
      .map((ticket) => ({
        id: `found.ticket.${ticket.id}`,
        label: `#${ticket.number} ${ticket.subject}`,
        description: ticket.customer?.name ?? ticket.contact.email,
        onClick: () => void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) } }),
      })),
  }
}

/** All that was said, on a page that shows where. */
function useSearch(wanted: string): SpotlightActionGroupData {
  const navigate = useNavigate()
  return {
    group: t`Search`,
    actions: isWorthAsking(wanted)
      ? [
          {
            id: 'found.everything',
            label: t`Everything said with “${wanted}”`,
            onClick: () => void navigate({ to: '/search', search: { q: wanted } }),
          },
        ]
      : [],
  }
}

/** The latest two hundred; older ones are found in their list. */
function useReports(wanted: string): SpotlightActionGroupData {
  const navigate = useNavigate()
  const reports = useQuery({ ...ask(listReports, { query: { limit: '200' } }), enabled: isWorthAsking(wanted) })
  const words = wanted.toLowerCase().split(/\s+/)
  const fits = (label: string): boolean => words.every((word) => label.toLowerCase().includes(word))
  return {
    group: t`Trouble reports`,
    actions: (isWorthAsking(wanted) ? (reports.data?.items ?? []) : [])
      .map((report) => ({ report, label: `R${report.number} ${report.title.replaceAll('<*>', '…')}` }))
      .filter(({ label }) => fits(label))
      .slice(0, 4)
      .map(({ report: { id }, label }) => ({
        id: `found.report.${id}`,
        label,
        onClick: () => void navigate({ to: '/reports/$id', params: { id } }),
      })),
  }
}

function useCustomers(wanted: string): SpotlightActionGroupData {
  const navigate = useNavigate()
  const enabled = isWorthAsking(wanted)
  const customers = useQuery({ ...ask(listCustomers, { query: { search: wanted, limit: '4' } }), enabled })
  return {
    group: t`Customers`,
    actions: (enabled ? (customers.data?.items ?? []) : []).map((customer) => ({
      id: `found.customer.${customer.id}`,
      label: customer.name,
      description: customer.sites.slice(0, 3).join(', '),
      onClick: () => void navigate({ to: '/customers/$id', params: { id: customer.id } }),
    })),
  }
}

function usePeople(wanted: string): SpotlightActionGroupData {
  const navigate = useNavigate()
  const enabled = isWorthAsking(wanted)
  const people = useQuery({ ...ask(listPeople, { query: { search: wanted, limit: '4' } }), enabled })
  return {
    group: t`People`,
    actions: (enabled ? (people.data?.items ?? []) : []).map((person) => ({
      id: `found.person.${person.id}`,
      label: person.name,
      description: [person.email, ...person.teams.map((team) => team.name)].join(', '),
      onClick: () => void navigate({ to: '/settings/$section', params: { section: 'people' } }),
    })),
  }
}
