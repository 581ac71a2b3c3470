import { getReport } from '@bellwether/contract/incidents.ts'
import type { Incident } from '@bellwether/contract/incidents-declared.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Rollback } from '../rollback.tsx'
import { WatchChart } from '../watch-chart.tsx'

/** Of a report of the incident what moves: its errors on their way to zero, and the rollback that is asked for. */
export function IncidentReport({ report: { id } }: { report: Incident['reports'][number] }) {
  const report = useQuery(ask(getReport, { params: { id } })).data
  if (report === undefined) return null
  return (
    <>
      {report.watch !== null && <WatchChart watch={report.watch} rollback={report.rollback} />}
      {report.rollback !== null && <Rollback request={report.rollback} />}
    </>
  )
}
