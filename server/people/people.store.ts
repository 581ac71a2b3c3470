import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { among } from '../platform/database/among.ts'
import { likeOf } from '../platform/database/condition-sql.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { peopleDb, type PeopleTables } from './people.tables.ts'
import type { Person, Team } from '@bellwether/contract/people.ts'
import { findRolesOfPeople } from './role.store.ts'

export type PersonRow = Selectable<PeopleTables['people.people']>

/** A person with their roles and teams; instants are dates still. */
export type PersonWithTeams = Omit<Person, 'deactivatedAt'> & { deactivatedAt: Date | null }

export async function insertPerson(
  ctx: Context,
  person: Pick<PersonRow, 'name' | 'email' | 'timeZone' | 'passwordHash'>,
): Promise<string | undefined> {
  const row = await peopleDb(ctx)
    .insertInto('people.people')
    .values({ ...person, email: person.email.toLowerCase(), createdAt: now(ctx), deactivatedAt: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Somebody on staff, by address; who left is nobody. */
export async function findPersonByEmail(ctx: Context, email: string): Promise<PersonRow | undefined> {
  return peopleDb(ctx)
    .selectFrom('people.people')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst()
}

/** Whoever is or was on staff with one of these addresses. */
export async function findAnyByEmail(ctx: Context, emails: readonly string[]): Promise<PersonRow | undefined> {
  return peopleDb(ctx).selectFrom('people.people').selectAll().where('email', 'in', emails).limit(1).executeTakeFirst()
}

export async function findPasswordHash(ctx: Context, personId: string): Promise<string | null> {
  const row = await peopleDb(ctx)
    .selectFrom('people.people')
    .select('passwordHash')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.passwordHash ?? null
}

export async function updatePerson(
  ctx: Context,
  id: string,
  change: Pick<Updateable<PeopleTables['people.people']>, 'name' | 'timeZone' | 'language' | 'passwordHash'>,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await peopleDb(ctx).updateTable('people.people').set(change).where('id', '=', id).execute()
}

/** Marks that somebody left (or is back); false when that was so already. */
export async function updateDeactivation(ctx: Context, id: string, deactivatedAt: Date | null): Promise<boolean> {
  const result = await peopleDb(ctx)
    .updateTable('people.people')
    .set({ deactivatedAt })
    .where('id', '=', id)
    .where('deactivatedAt', deactivatedAt === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Locks a person, so that of two who change their roles at once the second judges what the first left. */
export async function lockPerson(ctx: Context, id: string): Promise<void> {
  await peopleDb(ctx).selectFrom('people.people').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** People by name: everyone on staff, or those with these ids, whether they are here or have left. */
export async function listPeopleWithTeams(
  ctx: Context,
  which: 'staff' | readonly string[],
): Promise<PersonWithTeams[]> {
  if (which.length === 0) return []
  const people = await peopleDb(ctx)
    .selectFrom('people.people')
    .selectAll()
    .$if(which === 'staff', (query) => query.where('deactivatedAt', 'is', null))
    .$if(typeof which !== 'string', (query) => query.where('id', 'in', which))
    .orderBy(sql`name collate "C"`)
    .execute()
  return findTeamsAndRoles(ctx, people)
}

const byName: Order<{ id: string; name: string }> = {
  direction: 'asc',
  key: [
    { sql: 'name collate "C"', type: 'text', of: ({ name }) => name },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}

/** One page of everyone on staff, or of those who left, whose name or address has this in it. */
export async function findPeople(
  ctx: Context,
  { areFormer, search, ...page }: Page & { areFormer: boolean; search?: string | undefined },
): Promise<PageOf<PersonWithTeams>> {
  const like = likeOf(search ?? '')
  const people = peopleDb(ctx)
    .selectFrom('people.people')
    .selectAll()
    .where('deactivatedAt', areFormer ? 'is not' : 'is', null)
    .$if(search !== undefined, (query) =>
      query.where((of) => of.or([of('name', 'ilike', like), of('email', 'ilike', like)])),
    )
  const found = await onePage(people, byName, page)
  return { ...found, items: await findTeamsAndRoles(ctx, found.items) }
}

async function findTeamsAndRoles(ctx: Context, people: readonly Selectable<PeopleTables['people.people']>[]) {
  const ids = people.map(({ id }) => id)
  const teams = await peopleDb(ctx)
    .selectFrom('people.teamPeople as member')
    .innerJoin('people.teams as team', 'team.id', 'member.teamId')
    .select(['member.personId', 'team.id', 'team.slug', 'team.name'])
    .where('member.personId', 'in', ids)
    .orderBy('team.name')
    .execute()
  const rolesOf = Map.groupBy(await findRolesOfPeople(ctx, ids), (role) => role.personId)
  const teamsOf = Map.groupBy(teams, (team) => team.personId)
  return people.map(({ id, name, email, timeZone, language, deactivatedAt }) => ({
    id,
    name,
    email,
    timeZone,
    language,
    deactivatedAt,
    roles: (rolesOf.get(id) ?? []).map((role) => ({ id: role.id, slug: role.slug, name: role.name })),
    teams: (teamsOf.get(id) ?? []).map((team) => ({ id: team.id, slug: team.slug, name: team.name })),
  }))
}

export async function insertTeam(ctx: Context, team: { slug: string; name: string }): Promise<Team | undefined> {
  return peopleDb(ctx)
    .insertInto('people.teams')
    .values(team)
    .onConflict((conflict) => conflict.column('slug').where('dissolvedAt', 'is', null).doNothing())
    .returning(['id', 'slug', 'name'])
    .executeTakeFirst()
}

const findTeams = (ctx: Context) =>
  peopleDb(ctx).selectFrom('people.teams').select(['id', 'slug', 'name']).where('dissolvedAt', 'is', null)

export async function listTeamRows(ctx: Context): Promise<Team[]> {
  return findTeams(ctx).orderBy('name').execute()
}

/** A team that is not dissolved until the transaction ends. */
export async function findTeamForShare(ctx: Context, id: string): Promise<Team | undefined> {
  return findTeams(ctx).where('id', '=', id).forShare().executeTakeFirst()
}

export async function findTeamForUpdate(ctx: Context, id: string): Promise<Team | undefined> {
  return findTeams(ctx).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function markDissolved(ctx: Context, id: string, dissolvedAt: Date): Promise<void> {
  await peopleDb(ctx).updateTable('people.teams').set({ dissolvedAt }).where('id', '=', id).execute()
}

/** Takes everybody out of a team; says whom. */
export async function deleteMembers(ctx: Context, teamId: string): Promise<string[]> {
  const rows = await peopleDb(ctx)
    .deleteFrom('people.teamPeople')
    .where('teamId', '=', teamId)
    .returning('personId')
    .execute()
  return rows.map(({ personId }) => personId)
}

/** Who on staff is in a team, by name. */
export async function findMembers(ctx: Context, teamId: string) {
  return peopleDb(ctx)
    .selectFrom('people.people as person')
    .innerJoin('people.teamPeople as member', 'member.personId', 'person.id')
    .select(['person.id', 'person.name', 'person.email', 'person.timeZone', 'person.language'])
    .where('member.teamId', '=', teamId)
    .where('person.deactivatedAt', 'is', null)
    .orderBy(sql`person.name collate "C"`)
    .execute()
}

/** For a query about people: the teams of the person in this column; none for null. */
export const teamIdsOf = (personColumn: string): RawBuilder<string[]> =>
  sql<string[]>`array(select team_id from people.team_people where person_id = ${sql.ref(personColumn)})`

/** Puts a person into exactly these teams. */
export async function replaceTeamsOf(ctx: Context, personId: string, teamIds: readonly string[]): Promise<void> {
  await peopleDb(ctx).deleteFrom('people.teamPeople').where('personId', '=', personId).execute()
  if (teamIds.length === 0) return
  await peopleDb(ctx)
    .insertInto('people.teamPeople')
    .values(teamIds.map((teamId) => ({ teamId, personId })))
    .execute()
}

/** Names of people, and teams, by their ids. */
export async function findNames(
  ctx: Context,
  { people, teams }: { people: readonly string[]; teams: readonly string[] },
): Promise<{ people: Map<string, string>; teams: Map<string, Team> }> {
  if (people.length + teams.length === 0) return { people: new Map(), teams: new Map() }
  const { rows } = await sql<Omit<Team, 'slug'> & { slug: string | null }>`
    select id, name, null as slug from people.people where ${among('id', people)}
    union all select id, name, slug from people.teams where ${among('id', teams)}`.execute(ctx.db)
  const named = { people: new Map<string, string>(), teams: new Map<string, Team>() }
  for (const { id, name, slug } of rows)
    if (slug === null) named.people.set(id, name)
    else named.teams.set(id, { id, slug, name })
  return named
}
