import { forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorNow } from '../people/people.ts'
import { actorOf, type StoredActor } from '../platform/audit/stored-actor.ts'
import { actorName } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'

/** For verbs: as whoever asked for something before, with the rights that they have now; refused where they have left. */
export async function asNow(ctx: Context, stored: StoredActor): Promise<Context> {
  const actor = await actorNow(ctx, actorOf(stored))
  if (actor.kind === 'nobody')
    throw new Problem(forbidden, said`${actorName(actorOf(stored))} may do nothing here any more.`)
  return { ...ctx, actor }
}
