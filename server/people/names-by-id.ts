import type { Team } from '@bellwether/contract/people.ts'
import type { Context } from '../platform/context.ts'
import type { PersonRef } from './directory.ts'
import { findNames } from './people.store.ts'

export interface Names {
  readonly person: (id: string) => PersonRef
  readonly team: (id: string) => Team
}

/** For verbs: the names of these people and teams, asked once for a whole answer. */
export async function namesById(
  ctx: Context,
  ids: { people?: Iterable<string | null>; teams?: Iterable<string | null> },
): Promise<Names> {
  const { people, teams } = await findNames(ctx, { people: known(ids.people), teams: known(ids.teams) })
  return {
    person: (id) => ({ id, name: people.get(id) ?? 'someone who left' }),
    team: (id) => teams.get(id) ?? { id, slug: 'gone', name: 'a team that was removed' },
  }
}

const known = (ids: Iterable<string | null> = []): string[] => [...new Set(ids)].filter((id) => id !== null)

/** For verbs: the name of one person. */
export const personName = async (ctx: Context, id: string): Promise<PersonRef> =>
  (await namesById(ctx, { people: [id] })).person(id)
