import type { Person, Team } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { findRolesForShare, findWhoMay, type RoleRow } from './role.store.ts'
import { findTeamForShare, listPeopleWithTeams, listTeamRows, type PersonWithTeams } from './people.store.ts'

export { findAnyByEmail, findMembers as teamMembers, findPersonByEmail } from './people.store.ts'

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

/** Everyone on staff who may do this. */
export async function staffWhoMay(ctx: Context, permission: Permission): Promise<PersonWithTeams[]> {
  const [staff, holders] = [await staffDirectory(ctx), new Set(await findWhoMay(ctx, permission))]
  return staff.filter(({ id }) => holders.has(id))
}

/** Those of these people who are on staff. */
export const staffById = async (ctx: Context, ids: readonly string[]): Promise<PersonWithTeams[]> =>
  (await listPeopleWithTeams(ctx, ids)).filter((person) => person.deactivatedAt === null)

/** Those of these people who are known, whether they are here or have left. */
export const peopleById = (ctx: Context, ids: readonly string[]): Promise<PersonWithTeams[]> =>
  listPeopleWithTeams(ctx, ids)

/** Whether somebody has the built-in role that may do everything. */
export const isAdministrator = ({ roles }: Pick<Person, 'roles'>): boolean =>
  roles.some(({ slug }) => slug === 'administrator')

/** One person, whether they are here or have left. */
export async function getPerson(ctx: Context, id: string): Promise<PersonWithTeams> {
  const [person] = await listPeopleWithTeams(ctx, [id])
  if (!person) throw new Problem(notFound, said`There is no such person.`)
  return person
}

export const teamDirectory = (ctx: Context): Promise<Team[]> => listTeamRows(ctx)

export async function getTeam(ctx: Context, idOrSlug: string): Promise<Team> {
  const team = (await listTeamRows(ctx)).find((one) => one.id === idOrSlug || one.slug === idOrSlug)
  if (!team) throw new Problem(notFound, said`There is no such team.`)
  return team
}

/** A team that is not dissolved until the transaction ends. */
export async function lockTeam(ctx: Context, id: string): Promise<Team> {
  const team = await findTeamForShare(ctx, id)
  if (!team) throw new Problem(notFound, said`There is no such team.`)
  return team
}

export const findTeam = async (ctx: Context, slug: string): Promise<Team | undefined> =>
  (await listTeamRows(ctx)).find((team) => team.slug === slug)

/** The teams with these slugs; says all that are none. */
export async function teamsBySlug(ctx: Context, slugs: readonly string[]): Promise<Team[]> {
  const known = await listTeamRows(ctx)
  requireKnown(slugs, known, { field: 'teams', noneOf: (slug) => said`There is no team "${slug}".` })
  return known.filter((team) => slugs.includes(team.slug))
}

/** The roles with these slugs, which stay as they are until the transaction ends; says all that are none. */
export async function rolesBySlug(ctx: Context, slugs: readonly string[]): Promise<RoleRow[]> {
  const known = await findRolesForShare(ctx, slugs)
  requireKnown(slugs, known, { field: 'roles', noneOf: (slug) => said`There is no role "${slug}".` })
  return known
}

function requireKnown(
  slugs: readonly string[],
  known: readonly { slug: string }[],
  { field, noneOf }: { field: string; noneOf: (slug: string) => string },
): void {
  const unknown = slugs.filter((slug) => !known.some((one) => one.slug === slug))
  if (unknown.length === 0) return
  const errors = unknown.map((slug) => ({ pointer: `/${field}`, detail: noneOf(slug) }))
  throw new Problem(badInput, undefined, { errors })
}
