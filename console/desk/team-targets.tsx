import { getShownTeams, getTeamTargets, showTeam, type TeamTargets as Targets } from '@bellwether/contract/desk.ts'
import { listTeams, type Team } from '@bellwether/contract/people.ts'
import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { minutesInWords } from './hours-words.ts'
import styles from './response-targets.module.css'
import { TeamTargetsDialog } from './team-targets-dialog.tsx'

/** Within what time of its own hours each team acknowledges and answers what it is asked. */
export function TeamTargets({ canEdit }: { canEdit: boolean }) {
  const teams = useQuery(ask(listTeams))
  return (
    <Sheet
      title={t`Teams that are asked`}
      about={t`How soon a team acknowledges and answers a hand-off, in its own hours. A change is for what is asked from then on. Where customers are told, the receipt of a ticket has a link to a page that says which of these teams work on it and when they answer; never of a private question.`}
    >
      <Loaded query={teams} rows={3}>
        {({ items }) => (
          <DataTable<Team>
            label={t`Targets of teams`}
            isStackedWhenNarrow
            rows={items.filter(({ slug }) => slug !== 'support')}
            keyOf={({ id }) => id}
            columns={[
              { head: t`Team`, cell: (team) => <strong style={{ fontWeight: 540 }}>{team.name}</strong> },
              { head: t`Usually`, cell: (team) => <OfTeam team={team} of={({ usual }) => <Both of={usual} />} /> },
              { head: t`Urgent`, cell: (team) => <OfTeam team={team} of={({ urgent }) => <Both of={urgent} />} /> },
              { head: t`Hours`, cell: (team) => <OfTeam team={team} of={hoursOf} /> },
              { head: t`Late questions`, cell: (team) => <OfTeam team={team} of={lateOf} /> },
              { head: t`Customers are told`, cell: (team) => <Shown team={team} canEdit={canEdit} /> },
              ...(canEdit ? [change] : []),
            ]}
          />
        )}
      </Loaded>
    </Sheet>
  )
}

const lateWords = {
  nobody: t`page nobody`,
  low: t`page, and can wait`,
  high: t`page at any hour`,
} as const
const lateOf = ({ pagesWhenLate }: Targets): string => lateWords[pagesWhenLate]

const change = {
  head: t`Change`,
  cell: (team: Team) => <OfTeam team={team} of={(targets) => <TeamTargetsDialog given={targets} />} />,
}

/** What a team has, asked once for all cells of its row. */
function OfTeam({ team, of }: { team: Team; of: (targets: Targets) => React.ReactNode }) {
  const targets = useQuery(ask(getTeamTargets, { params: { id: team.id } }))
  return targets.data === undefined ? null : of(targets.data)
}

/** Whether customers are told that this team works on their ticket. */
function Shown({ team, canEdit }: { team: Team; canEdit: boolean }) {
  const shown = useQuery(ask(getShownTeams))
  const write = useWrite(showTeam, { refreshes: ['/api/desk/shown-teams'], showsProblem: false })
  if (shown.data === undefined) return null
  const isShown = shown.data.teamIds.includes(team.id)
  if (!canEdit) return isShown ? t`Yes` : t`No`
  return (
    <Switch
      aria-label={t`Customers are told that ${team.name} works on their ticket`}
      checked={write.isPending ? write.variables.body.isShown : isShown}
      onChange={(event) => write.mutate({ params: { id: team.id }, body: { isShown: event.currentTarget.checked } })}
    />
  )
}

function Both({ of: { acknowledgeMinutes, answerMinutes } }: { of: Targets['usual'] }) {
  return (
    <>
      {minutesInWords(answerMinutes)}{' '}
      <span className={styles.dim}>{t`seen in ${minutesInWords(acknowledgeMinutes)}`}</span>
    </>
  )
}

const hoursOf = ({ hours, madeAt, madeBy, version }: Targets) => (
  <>
    {hours.name}
    {madeAt !== null && (
      <span className={styles.dim}>
        <br />
        {tx`version ${version}, ${<Moment at={madeAt} as="day" />}, ${madeBy}`}
      </span>
    )}
  </>
)
