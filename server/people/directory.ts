import type { Team } from '@bellwether/contract/people.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { listPeopleWithTeams, listTeamRows, type PersonWithTeams } from './people.store.ts'

export { findPersonByEmail } from './people.store.ts'

/*
 * What verbs of every module need to know of people and teams. Nothing here asks for a permission: the
 * verb that uses it has asked for its own.
 */

/** Someone on staff, as other modules show them. */
export interface PersonRef {
  readonly id: string
  readonly name: string
}

/** Everyone who may be paged, asked or shown as a colleague; who left is not among them. */
export const staffDirectory = (ctx: Context): Promise<PersonWithTeams[]> => listPeopleWithTeams(ctx, 'staff')

/** One person, whether they are here or have left. */
export async function getPerson(ctx: Context, id: string): Promise<PersonWithTeams> {
  const person = (await listPeopleWithTeams(ctx, 'all')).find((one) => one.id === id)
  if (!person) throw new Problem(notFound, 'There is no such person.')
  return person
}

/** Names of people by id, for lists that show who did what. */
export async function personNames(ctx: Context): Promise<(id: string) => PersonRef> {
  const names = new Map((await listPeopleWithTeams(ctx, 'all')).map((person) => [person.id, person.name]))
  return (id) => ({ id, name: names.get(id) ?? 'someone who left' })
}

export const teamDirectory = (ctx: Context): Promise<Team[]> => listTeamRows(ctx)

export async function getTeam(ctx: Context, idOrSlug: string): Promise<Team> {
  const team = (await listTeamRows(ctx)).find((one) => one.id === idOrSlug || one.slug === idOrSlug)
  if (!team) throw new Problem(notFound, `There is no team "${idOrSlug}".`)
  return team
}

export const findTeam = async (ctx: Context, slug: string): Promise<Team | undefined> =>
  (await listTeamRows(ctx)).find((team) => team.slug === slug)

/** The teams with these slugs; says all that are none. */
export async function teamsBySlug(ctx: Context, slugs: readonly string[]): Promise<Team[]> {
  const known = await listTeamRows(ctx)
  const unknown = slugs.filter((slug) => !known.some((team) => team.slug === slug))
  if (unknown.length > 0) {
    const errors = unknown.map((slug) => ({ pointer: '/teams', detail: `There is no team "${slug}".` }))
    throw new Problem(badInput, undefined, { errors })
  }
  return known.filter((team) => slugs.includes(team.slug))
}
