import type { WaitingOn } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'

/** Who must act next, in words: "Infrastructure since 14:02", "support since 14:02, Network still asked", "R1 since 14:02", "support since 14:02, told of R1". */
export function WaitingOnWords({ waitingOn }: { waitingOn: WaitingOn }) {
  const { holder, teams, privateTeams, incidents, since } = waitingOn
  // Whom they ask is known to those who ask and are asked; that somebody is asked, to everybody.
  const asked = [...teams.map((team) => team.name), ...(privateTeams > 0 ? [t`a private answer`] : [])].join(', ')
  const told = incidents.map(({ name }) => name).join(', ')
  const holders = {
    nobody: t`done`,
    customer: t`the customer`,
    support: t`support`,
    teams: asked,
    incident: told,
  }
  return tx`${holders[holder]} since ${<Moment at={since} />}${holder !== 'teams' && asked !== '' && t`, ${asked} still asked`}${holder !== 'incident' && told !== '' && t`, told of ${told}`}`
}
