import { forbidden } from '@bellwether/contract/problem.ts'
import { peopleById } from '../people/people.ts'
import { actorOf, type StoredActor } from '../platform/audit/stored-actor.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { personOf } from './hand-offs/hand-off-visibility.rules.ts'

/** For verbs: what somebody asked for is not done once they have left. */
export async function refuseWhoLeft(ctx: Context, stored: StoredActor): Promise<void> {
  const personId = personOf(actorOf(stored))?.personId
  const [person] = personId === undefined ? [] : await peopleById(ctx, [personId])
  if (person?.deactivatedAt) throw new Problem(forbidden, `${person.name} is not on staff any more.`)
}
