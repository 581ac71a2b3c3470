import type { WaitingOn } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'

/** Who must act next, in words: "Infrastructure since 14:02", "support since 14:02, Network still asked", "R1 since 14:02", "support since 14:02, told of R1". */
export function WaitingOnWords({ waitingOn: { holder, teams, incidents, since } }: { waitingOn: WaitingOn }) {
  const asked = teams.map((team) => team.name).join(', ')
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
