import type { Condition } from '@bellwether/contract/condition.ts'
import { listTickets } from '@bellwether/contract/desk.ts'
import { getReport, listReports } from '@bellwether/contract/incidents.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import type { DemoFacts } from './demo-steps.ts'

const urgent: Condition = { field: 'isUrgent', op: '=', value: true }

/** The urgent ticket and the report about it, kept fresh like everything that is shown. */
export function useDemoFacts(): DemoFacts & { isKnown: boolean } {
  const where = JSON.stringify(urgent)
  const open = useQuery(ask(listTickets, { query: { where, limit: '1' } }))
  const resolved = useQuery(ask(listTickets, { query: { view: 'resolved', where, limit: '1' } }))
  const ticket = open.data?.items[0] ?? resolved.data?.items[0]
  const reports = useQuery(ask(listReports, { query: { limit: '1' } }))
  const [newest] = reports.data?.items ?? []
  const isOfEvening = ticket !== undefined && newest !== undefined && newest.createdAt >= ticket.createdAt
  const report = useQuery({ ...ask(getReport, { params: { id: newest?.id ?? '' } }), enabled: isOfEvening })
  return {
    ticket,
    report: isOfEvening ? report.data : undefined,
    isKnown: open.data !== undefined && resolved.data !== undefined && reports.data !== undefined,
  }
}
