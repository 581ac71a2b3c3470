import type { Condition } from '@bellwether/contract/condition.ts'
import { listTickets, type TicketSummary } from '@bellwether/contract/desk.ts'
import { getReport, listReports } from '@bellwether/contract/incidents.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import type { DemoFacts } from './demo-steps.ts'

const urgent: Condition = { field: 'isUrgent', op: '=', value: true }

/** The urgent ticket and the report about it, kept fresh like everything that is shown; undefined until they are known. */
export function useDemoFacts(): DemoFacts | undefined {
  const where = JSON.stringify(urgent)
  const open = useQuery(ask(listTickets, { query: { where, limit: '1' } }))
  const resolved = useQuery(ask(listTickets, { query: { view: 'resolved', where, limit: '1' } }))
  const ticket = open.data?.items[0] ?? resolved.data?.items[0]
  const report = useReportSince(ticket)
  const isKnown = open.data !== undefined && resolved.data !== undefined && report !== 'unknown'
  return isKnown ? { ticket, report } : undefined
}

/** The newest report, unless it is one of the company's past. */
function useReportSince(ticket: TicketSummary | undefined): DemoFacts['report'] | 'unknown' {
  const reports = useQuery(ask(listReports, { query: { limit: '1' } }))
  const newest = reports.data?.items[0]
  const isOfEvening = ticket !== undefined && newest !== undefined && newest.createdAt >= ticket.createdAt
  const report = useQuery({ ...ask(getReport, { params: { id: newest?.id ?? '' } }), enabled: isOfEvening })
  if (reports.data === undefined) return 'unknown'
  return isOfEvening ? (report.data ?? 'unknown') : undefined
}
