import type { Team } from '@bellwether/contract/people.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { insertSignInLink } from './session.store.ts'
import type { Context } from '../platform/context.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { alreadyThere } from '../platform/problem.ts'
import { getPerson, rolesBySlug, staffDirectory, teamDirectory, teamsBySlug } from './directory.ts'
import { replaceRolesOf } from './role.store.ts'
import { findPeople, insertPerson, insertTeam, type PersonWithTeams, replaceTeamsOf } from './people.store.ts'

const invitationMinutes = 7 * 24 * 60

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly timeZone: string
  /** Slugs, as those of the teams. */
  readonly roles: readonly string[]
  readonly teams: readonly string[]
}

/**
 * Adds a person and returns the link with which they sign in for the first time. Whoever holds the
 * link has the person's rights, so only who has these rights may add the person.
 */
export async function addPerson(
  ctx: Context,
  input: NewPerson,
): Promise<{ person: PersonWithTeams; signInUrl: string }> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const roles = await rolesBySlug(ctx, input.roles)
    allowGiving(
      ctx,
      roles.flatMap((role) => role.permissions),
    )
    const teams = await teamsBySlug(ctx, input.teams)
    const { name, email, timeZone } = input
    const id = await insertPerson(ctx, { name, email, timeZone, passwordHash: null })
    if (!id) throw alreadyThere('/email', said`${input.email} is already known. Look among those who left, too.`)
    await replaceRolesOf(ctx, id, roles)
    await replaceTeamsOf(
      ctx,
      id,
      teams.map((team) => team.id),
    )
    const detail = { roles: input.roles, teams: input.teams }
    await recordAudit(ctx, { action: 'people.add-person', about: { module: 'people', id }, detail })
    const token = await insertSignInLink(ctx, id, invitationMinutes)
    return { person: await getPerson(ctx, id), signInUrl: `${ctx.baseUrl}/sign-in?token=${token}` }
  })
}

/** Adds a team. */
export async function addTeam(ctx: Context, input: { slug: string; name: string }): Promise<Team> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const team = await insertTeam(ctx, input)
    if (!team) throw alreadyThere('/slug', said`The team "${input.slug}" exists.`)
    await recordAudit(ctx, { action: 'people.add-team', about: { module: 'people', id: team.id } })
    return team
  })
}

/** A page of everyone on staff by name, or of everyone who left. */
export async function listPeople(
  ctx: Context,
  { former, ...asked }: Page & { former: boolean; search?: string | undefined },
): Promise<PageOf<PersonWithTeams>> {
  allow(ctx, 'people.read')
  return findPeople(ctx, { ...asked, areFormer: former })
}

/** All teams by name, with their people. */
export async function listTeams(ctx: Context) {
  allow(ctx, 'people.read')
  const [teams, people] = [await teamDirectory(ctx), await staffDirectory(ctx)]
  const membersOf = (id: string) =>
    people.filter((person) => person.teams.some((team) => team.id === id)).map(({ id, name }) => ({ id, name }))
  return teams.map((team) => ({ ...team, people: membersOf(team.id) }))
}
