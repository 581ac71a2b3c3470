import { type PersonRef, staffById } from '../people/people.ts'
import { type Context, now } from '../platform/context.ts'
import { onCallOf } from './rota.rules.ts'
import { findPagingRotas, peopleOf } from './rota.store.ts'

/** For verbs: whom the rotas of a team have on call now; nobody where it has none. */
export async function onCallFor(ctx: Context, teamId: string): Promise<PersonRef[]> {
  const people = await staffById(ctx, onCallOf(await findPagingRotas(ctx, teamId), now(ctx)))
  return people.map(({ id, name }) => ({ id, name }))
}

/** For verbs: who has turns on the rotas of a team, and has none now; nobody where it has none. */
export async function offCallFor(ctx: Context, teamId: string): Promise<string[]> {
  const rotas = await findPagingRotas(ctx, teamId)
  const onCall = onCallOf(rotas, now(ctx))
  return [...new Set(rotas.flatMap(peopleOf))].filter((id) => !onCall.includes(id))
}
