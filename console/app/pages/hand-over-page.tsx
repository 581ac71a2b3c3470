import { getRouteApi } from '@tanstack/react-router'
import { DueTickets } from '../../desk/due-tickets.tsx'
import { TeamQueue } from '../../desk/team-queue.tsx'
import { OpenReports, ReportsOfTeam } from '../../incidents/open-reports.tsx'
import { HandOverView } from '../../pager/hand-overs/hand-over-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/on-call/hand-over/$rota')

/** What one who had a shift leaves to the next. */
export function HandOverPage() {
  const { rota } = page.useParams()
  return (
    <HandOverView
      rotaId={rota}
      open={({ slug }) => (
        <>
          {slug === 'support' ? (
            <>
              <OpenReports />
              <DueTickets />
            </>
          ) : (
            <ReportsOfTeam team={slug} />
          )}
          <Sheet title={t`What the team is asked`}>
            <TeamQueue
              team={slug}
              show="open"
              label={t`What the team is asked`}
              empty={<p>{t`No question to the team is open.`}</p>}
            />
          </Sheet>
        </>
      )}
    />
  )
}
