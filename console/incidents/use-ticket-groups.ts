import { listReportTickets } from '@bellwether/contract/incidents.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../call.query.ts'
import { useMay } from '../use-may.ts'

/** The trouble reports of which not everyone has been told, as groups of tickets. */
export function useTicketGroups() {
  const { data } = useQuery({ ...ask(listReportTickets), enabled: useMay('incidents.read') })
  return useMemo(
    () =>
      (data?.items ?? []).map(({ report: { id, number, title }, ticketIds }) => ({
        id,
        name: `R${number}`,
        title,
        path: `/reports/${id}`,
        ticketIds: new Set(ticketIds),
      })),
    [data],
  )
}
