import type { Actor, Context } from '../platform/context.ts'
import { findPersonActor, findTokenActorById } from './session.store.ts'

/** For verbs: who asked for something before, with the rights that they have now; nobody once they or their token are gone. */
export async function actorNow(ctx: Context, actor: Actor): Promise<Actor> {
  if (actor.kind === 'person') return (await findPersonActor(ctx, actor.personId)) ?? { kind: 'nobody' }
  return actor.kind === 'program' ? ((await findTokenActorById(ctx, actor.tokenId)) ?? { kind: 'nobody' }) : actor
}
