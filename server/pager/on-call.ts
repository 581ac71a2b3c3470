import { type PersonRef, staffById } from '../people/people.ts'
import { type Context, now } from '../platform/context.ts'
import { onCallOf } from './rota.rules.ts'
import { findPagingRotas, findRotasFor, peopleOf, type Rota } from './rota.store.ts'

/** Work of a team that may have rotas of its own; where it has none, whoever is paged does it. */
type Work = 'paging' | 'hand-offs' | 'tickets'

/** For verbs: whom the rotas of a team have on now for some work; nobody where it has none. */
export async function onCallFor(ctx: Context, teamId: string, work: Work = 'paging'): Promise<PersonRef[]> {
  const people = await staffById(ctx, onCallOf(await rotasFor(ctx, teamId, work), now(ctx)))
  return people.map(({ id, name }) => ({ id, name }))
}

/** For verbs: who has the turn now on the rotas of a team for some work, and who has turns and not this one; by their ids. */
export async function turnsFor(ctx: Context, teamId: string, work: Work): Promise<{ on: string[]; off: string[] }> {
  const rotas = await rotasFor(ctx, teamId, work)
  const on = onCallOf(rotas, now(ctx))
  return { on, off: [...new Set(rotas.flatMap(peopleOf))].filter((id) => !on.includes(id)) }
}

async function rotasFor(ctx: Context, teamId: string, work: Work): Promise<Rota[]> {
  const own = work === 'paging' ? [] : await findRotasFor(ctx, { teamId, work })
  return own.length > 0 ? own : findPagingRotas(ctx, teamId)
}
