import { getReport } from '@bellwether/contract/incidents.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { ReportView } from '../../incidents/report-view.tsx'
import { PageTrail } from '../../pager/page-trail.tsx'
import { Loaded } from '../../ui/loaded.tsx'

const page = getRouteApi('/signed-in/reports/$id')

export function ReportPage() {
  const { id } = page.useParams()
  const report = useQuery(ask(getReport, { params: { id } }))
  return (
    <Loaded query={report} rows={14}>
      {(loaded) => <ReportView report={loaded} pageTrail={<PageTrail pageId={loaded.pageId} />} />}
    </Loaded>
  )
}
