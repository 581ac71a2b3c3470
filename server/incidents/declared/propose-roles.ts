import type { IncidentRole } from '@bellwether/contract/incidents-declared.ts'
import { onCallFor } from '../../pager/pager.ts'
import { findTeam, type PersonRef } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import type { Facts } from './read-facts.ts'

/**
 * For verbs: whom the rotas have on for a role that nobody has: who is on call for the team that was asked commands,
 * who is on for the tickets of support speaks with customers. Whoever commands does not keep the time line as well.
 */
export async function proposeRoles(
  ctx: Context,
  { reports }: Facts,
  taken: ReadonlyMap<IncidentRole, string>,
): Promise<{ role: IncidentRole; person: PersonRef }[]> {
  const support = await findTeam(ctx, 'support')
  const asked = reports.flatMap(({ row }) => row.teamId ?? []).at(-1) ?? support?.id
  const onCall = asked === undefined ? [] : await onCallFor(ctx, asked)
  const onTickets = support === undefined ? [] : await onCallFor(ctx, support.id, 'tickets')
  const busy = new Set(taken.values())
  const proposed: { role: IncidentRole; person: PersonRef }[] = []
  const propose = (role: IncidentRole, people: readonly PersonRef[]): void => {
    const person = people.find(({ id }) => !busy.has(id))
    if (taken.has(role) || person === undefined) return
    busy.add(person.id)
    proposed.push({ role, person })
  }
  propose('commander', onCall)
  propose('liaison', onTickets)
  propose('scribe', [...onTickets, ...onCall])
  return proposed
}
