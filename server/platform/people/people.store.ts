import type { Selectable } from 'kysely'
import { type Context, now } from '../context.ts'
import type { PlatformTables } from '../database/platform.tables.ts'
import type { Person, Team } from '@bellwether/contract/people.ts'

type PersonRow = Selectable<PlatformTables['platform.people']>

export async function insertPerson(
  ctx: Context,
  person: Pick<PersonRow, 'name' | 'email' | 'role' | 'timeZone' | 'passwordHash'>,
): Promise<string | undefined> {
  const row = await ctx.db
    .insertInto('platform.people')
    .values({ ...person, email: person.email.toLowerCase(), createdAt: now(ctx) })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function findPersonByEmail(ctx: Context, email: string): Promise<PersonRow | undefined> {
  return ctx.db.selectFrom('platform.people').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst()
}

export async function updatePasswordHash(ctx: Context, personId: string, passwordHash: string): Promise<void> {
  await ctx.db.updateTable('platform.people').set({ passwordHash }).where('id', '=', personId).execute()
}

export async function listPeopleWithTeams(ctx: Context): Promise<Person[]> {
  const people = await ctx.db.selectFrom('platform.people').selectAll().orderBy('name').execute()
  const teams = await ctx.db
    .selectFrom('platform.teamPeople as member')
    .innerJoin('platform.teams as team', 'team.id', 'member.teamId')
    .select(['member.personId', 'team.id', 'team.slug', 'team.name'])
    .orderBy('team.name')
    .execute()
  const teamsOf = Map.groupBy(teams, (team) => team.personId)
  return people.map(({ id, name, email, role, timeZone }) => ({
    id,
    name,
    email,
    role,
    timeZone,
    teams: (teamsOf.get(id) ?? []).map((team) => ({ id: team.id, slug: team.slug, name: team.name })),
  }))
}

export async function insertTeam(ctx: Context, team: { slug: string; name: string }): Promise<Team | undefined> {
  return ctx.db
    .insertInto('platform.teams')
    .values(team)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning(['id', 'slug', 'name'])
    .executeTakeFirst()
}

export async function listTeamRows(ctx: Context): Promise<Team[]> {
  return ctx.db.selectFrom('platform.teams').selectAll().orderBy('name').execute()
}

export async function insertTeamPeople(ctx: Context, personId: string, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length === 0) return
  await ctx.db
    .insertInto('platform.teamPeople')
    .values(teamIds.map((teamId) => ({ teamId, personId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
