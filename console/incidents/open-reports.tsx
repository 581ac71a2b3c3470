import { listReports } from '@bellwether/contract/incidents.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { ReportRows } from './report-list.tsx'

const useOpenReports = (): readonly AnswerOf<typeof listReports>['items'][number][] =>
  (useQuery(ask(listReports, { query: { limit: '200' } })).data?.items ?? []).filter(({ state }) => !isOver(state))

/** What is not over, of the latest two hundred reports; nothing where there is none. */
export function OpenReports() {
  const rows = useOpenReports()
  if (rows.length === 0) return null
  return (
    <Sheet title={t`Trouble reports that are not over`}>
      <ReportRows reports={rows} />
    </Sheet>
  )
}

/** The same of a team, which was handed them. */
export function ReportsOfTeam({ team }: { team: string }) {
  const rows = useOpenReports().filter((report) => report.team?.slug === team)
  if (rows.length === 0) return null
  return (
    <Sheet title={t`Trouble reports with this team`} about={t`It was paged about them.`}>
      <ReportRows reports={rows} />
    </Sheet>
  )
}
