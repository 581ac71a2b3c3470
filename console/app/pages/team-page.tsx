import { listTeams } from '@bellwether/contract/people.ts'
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { TeamQueue } from '../../desk/team-queue.tsx'
import { ReportsOfTeam } from '../../incidents/open-reports.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/teams/$slug')

export function TeamPage() {
  const { slug } = page.useParams()
  const { show = 'open' } = page.useSearch()
  const navigate = useNavigate()
  const teams = useQuery(ask(listTeams))
  const name = teams.data?.items.find((team) => team.slug === slug)?.name ?? slug
  const { about, title, explain } = lists[show]
  return (
    <PageFrame
      title={name}
      about={about(name)}
      actions={
        <SegmentedControl
          aria-label={t`Which hand-offs`}
          data={[
            { value: 'open', label: t`Asked` },
            { value: 'todo', label: t`Still to do` },
            { value: 'ended', label: t`Ended` },
          ]}
          value={show}
          onChange={(value) =>
            void navigate({
              to: '/teams/$slug',
              params: { slug },
              search: { show: value === 'open' ? undefined : value },
            })
          }
        />
      }
    >
      {show === 'open' && <ReportsOfTeam team={slug} />}
      <TeamQueue
        key={`${slug} ${show}`}
        team={slug}
        show={show}
        label={t`Hand-offs of ${name}`}
        empty={
          <EmptyState icon="team" title={title(name)}>
            {explain}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}

const handOff = t`A hand-off asks a team one question about a ticket, with its evidence and a clock. Support stays on the ticket.`

/** What each list says of itself, also where it is empty. */
const lists = {
  open: {
    about: (name: string) =>
      t`What ${name} is asked, nearest breach first. An answer returns the ticket to support by itself.`,
    title: (name: string) => t`No ticket waits on ${name}`,
    explain: handOff,
  },
  todo: {
    about: (name: string) => t`What ${name} has answered and still has to do something about, the newest first.`,
    title: (name: string) => t`${name} has nothing left to do`,
    explain: t`Who answers can say what their team still has to do. It stays here until it is done.`,
  },
  ended: {
    about: (name: string) => t`What ${name} was asked before, the newest first.`,
    title: () => t`Nothing has ended yet`,
    explain: handOff,
  },
}
