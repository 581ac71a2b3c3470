import type { WaitingOn } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'

/** Who must act next, in words: "Infrastructure since 14:02", "support since 14:02, Network still asked", "R1 since 14:02", "support since 14:02, told of R1". */
export function WaitingOnWords({ waitingOn }: { waitingOn: WaitingOn }) {
  const { holder, teams, privateTeams, incidents, since } = waitingOn
  // Whom they ask is known to those who ask and are asked; that somebody is asked, to everybody.
  const asked = [...teams.map((team) => team.name), ...(privateTeams > 0 ? ['a private answer'] : [])].join(', ')
  const told = incidents.map(({ name }) => name).join(', ')
  const holders = {
    nobody: 'done',
    customer: 'the customer',
    support: 'support',
    teams: asked,
    incident: told,
  }
  return (
    <>
      {holders[holder]} since <Moment at={since} />
      {holder !== 'teams' && asked !== '' && `, ${asked} still asked`}
      {holder !== 'incident' && told !== '' && `, told of ${told}`}
    </>
  )
}
