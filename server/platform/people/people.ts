import type { Person, Team } from '@bellwether/contract/people.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import type { Role } from '@bellwether/contract/permissions.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { insertSignInLink } from '../auth/session.store.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { allow } from '../permissions.ts'
import { Problem } from '../problem.ts'
import { insertPerson, insertTeam, insertTeamPeople, listPeopleWithTeams, listTeamRows } from './people.store.ts'

const invitationMinutes = 7 * 24 * 60

/** Someone on staff, as other modules show them. */
export interface PersonRef {
  readonly id: string
  readonly name: string
}

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly timeZone: string
  /** Slugs. */
  readonly teams: readonly string[]
}

/** Adds a person and returns the link with which they sign in for the first time. */
export async function addPerson(ctx: Context, input: NewPerson): Promise<{ person: Person; signInUrl: string }> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    requireTimeZone(input.timeZone)
    const teams = await teamsBySlug(ctx, input.teams)
    const { teams: _, ...person } = input
    const id = await insertPerson(ctx, { ...person, passwordHash: null })
    if (!id) throw new Problem(conflict, `${input.email} is already on staff.`)
    await insertTeamPeople(
      ctx,
      id,
      teams.map((team) => team.id),
    )
    await recordAudit(ctx, { action: 'platform.add-person', about: { module: 'platform', id } })
    const token = await insertSignInLink(ctx, id, invitationMinutes)
    return { person: await getPerson(ctx, id), signInUrl: `${ctx.baseUrl}/sign-in?token=${token}` }
  })
}

/** Adds a team. */
export async function addTeam(ctx: Context, input: { slug: string; name: string }): Promise<Team> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const team = await insertTeam(ctx, input)
    if (!team) throw new Problem(conflict, `The team "${input.slug}" exists.`)
    await recordAudit(ctx, { action: 'platform.add-team', about: { module: 'platform', id: team.id } })
    return team
  })
}

/** Everyone on staff. Open to verbs of every module: they show names. */
export const listPeople = (ctx: Context): Promise<Person[]> => listPeopleWithTeams(ctx)

export async function getPerson(ctx: Context, id: string): Promise<Person> {
  const person = (await listPeopleWithTeams(ctx)).find((one) => one.id === id)
  if (!person) throw new Problem(notFound, 'There is no such person.')
  return person
}

/** Names of people by id, for lists that show who did what. */
export async function personNames(ctx: Context): Promise<(id: string) => PersonRef> {
  const names = new Map((await listPeopleWithTeams(ctx)).map((person) => [person.id, person.name]))
  return (id) => ({ id, name: names.get(id) ?? 'someone who left' })
}

export const listTeams = (ctx: Context): Promise<Team[]> => listTeamRows(ctx)

export async function getTeam(ctx: Context, idOrSlug: string): Promise<Team> {
  const team = (await listTeamRows(ctx)).find((one) => one.id === idOrSlug || one.slug === idOrSlug)
  if (!team) throw new Problem(notFound, `There is no team "${idOrSlug}".`)
  return team
}

async function teamsBySlug(ctx: Context, slugs: readonly string[]): Promise<Team[]> {
  const known = await listTeamRows(ctx)
  const unknown = slugs.filter((slug) => !known.some((team) => team.slug === slug))
  if (unknown.length > 0) {
    const errors = unknown.map((slug) => ({ pointer: '/teams', detail: `There is no team "${slug}".` }))
    throw new Problem(badInput, undefined, { errors })
  }
  return known.filter((team) => slugs.includes(team.slug))
}

export function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    const errors = [{ pointer: '/timeZone', detail: `"${timeZone}" is not an IANA time zone such as Europe/London.` }]
    throw new Problem(badInput, undefined, { errors })
  }
}

export const findTeam = async (ctx: Context, slug: string): Promise<Team | undefined> =>
  (await listTeamRows(ctx)).find((team) => team.slug === slug)
