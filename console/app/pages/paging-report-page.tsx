import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ReportControls } from '../../pager/reports/report-controls.tsx'
import { ReportView } from '../../pager/reports/report-view.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/on-call/report')

/** What pages there were, and what they meant for those who were woken. */
export function PagingReportPage() {
  const choice = page.useSearch()
  const navigate = useNavigate()
  return (
    <PageFrame
      title={t`Paging report`}
      about={t`How often somebody was woken, how soon they answered, and what was noise. The address of this page is a link to what you see.`}
      actions={<Link to="/on-call">{t`On call`}</Link>}
    >
      <ReportControls
        choice={choice}
        onChoice={(search) => void navigate({ to: '/on-call/report', search, replace: true })}
      />
      <ReportView choice={choice} />
    </PageFrame>
  )
}
