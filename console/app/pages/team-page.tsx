import { listTeams } from '@bellwether/contract/people.ts'
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { TeamQueue } from '../../desk/team-queue.tsx'
import { ReportsOfTeam } from '../../incidents/report-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'

const page = getRouteApi('/signed-in/teams/$slug')

export function TeamPage() {
  const { slug } = page.useParams()
  const { ended = false } = page.useSearch()
  const navigate = useNavigate()
  const teams = useQuery(ask(listTeams))
  const name = teams.data?.items.find((team) => team.slug === slug)?.name ?? slug
  return (
    <PageFrame
      title={name}
      about={`What ${name} was asked, nearest breach first. An answer returns the ticket to support by itself.`}
      actions={
        <SegmentedControl
          aria-label="Which hand-offs"
          data={[
            { value: 'open', label: 'Open' },
            { value: 'ended', label: 'Ended' },
          ]}
          value={ended ? 'ended' : 'open'}
          onChange={(value) =>
            void navigate({
              to: '/teams/$slug',
              params: { slug },
              search: { ended: value === 'ended' ? true : undefined },
            })
          }
        />
      }
    >
      {!ended && <ReportsOfTeam team={slug} />}
      <TeamQueue
        key={`${slug} ${ended}`}
        team={slug}
        ended={ended}
        label={`Hand-offs of ${name}`}
        empty={
          <EmptyState icon="team" title={ended ? 'Nothing has ended yet' : `No ticket waits on ${name}`}>
            A hand-off asks a team one question about a ticket, with its evidence and a clock. Support stays on the
            ticket.
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
