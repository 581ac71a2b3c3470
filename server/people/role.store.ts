import { type RawBuilder, type Selectable, sql } from 'kysely'
import { Permission } from '@bellwether/contract/permissions.ts'
import type { Context } from '../platform/context.ts'
import { peopleDb, type PeopleTables } from './people.tables.ts'

export type RoleRow = Selectable<PeopleTables['people.roles']>

export async function findRoles(ctx: Context): Promise<RoleRow[]> {
  return peopleDb(ctx)
    .selectFrom('people.roles')
    .selectAll()
    .orderBy(sql`name collate "C"`)
    .orderBy('slug')
    .execute()
}

/** A role, locked, so that nobody is given it while it changes. */
export async function findRoleForUpdate(ctx: Context, id: string): Promise<RoleRow | undefined> {
  return peopleDb(ctx).selectFrom('people.roles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Roles as they stay until the transaction ends: what is given is what was judged. */
export async function findRolesForShare(ctx: Context, slugs: readonly string[]): Promise<RoleRow[]> {
  return peopleDb(ctx)
    .selectFrom('people.roles')
    .selectAll()
    .where('slug', 'in', slugs)
    .orderBy('id')
    .forShare()
    .execute()
}

/** Who may do this, by any of their roles. */
export async function findWhoMay(ctx: Context, permission: Permission): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct person_id from people.person_roles held join people.roles role on role.id = held.role_id
    where ${permission} = any(role.permissions)`.execute(peopleDb(ctx))
  return rows.map(({ personId }) => personId)
}

export async function insertRole(
  ctx: Context,
  role: Pick<RoleRow, 'slug' | 'name' | 'permissions'>,
): Promise<RoleRow | undefined> {
  return peopleDb(ctx)
    .insertInto('people.roles')
    .values({ ...role, isBuiltIn: false })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Writes a built-in role where it is missing or differs; undefined where it is as it should be. */
export async function upsertBuiltInRole(
  ctx: Context,
  role: Pick<RoleRow, 'slug' | 'name' | 'permissions'>,
): Promise<RoleRow | undefined> {
  return peopleDb(ctx)
    .insertInto('people.roles')
    .values({ ...role, isBuiltIn: true })
    .onConflict((conflict) =>
      conflict
        .column('slug')
        .doUpdateSet((of) => ({
          name: of.ref('excluded.name'),
          permissions: of.ref('excluded.permissions'),
          isBuiltIn: true,
        }))
        .where(sql<boolean>`(roles.name, roles.permissions) is distinct from (excluded.name, excluded.permissions)`),
    )
    .returningAll()
    .executeTakeFirst()
}

export async function updateRole(
  ctx: Context,
  id: string,
  role: Pick<RoleRow, 'name' | 'permissions'>,
): Promise<RoleRow> {
  return peopleDb(ctx)
    .updateTable('people.roles')
    .set(role)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteRoleRow(ctx: Context, id: string): Promise<void> {
  await peopleDb(ctx).deleteFrom('people.roles').where('id', '=', id).execute()
}

/** The roles of these people, by name. */
export async function findRolesOfPeople(ctx: Context, personIds: readonly string[]) {
  return peopleDb(ctx)
    .selectFrom('people.personRoles as held')
    .innerJoin('people.roles as role', 'role.id', 'held.roleId')
    .select(['held.personId', 'role.id', 'role.slug', 'role.name'])
    .where('held.personId', 'in', personIds)
    .orderBy(sql`role.name collate "C"`)
    .execute()
}

/** Gives a person exactly these roles. */
export async function replaceRolesOf(
  ctx: Context,
  personId: string,
  roles: readonly Pick<RoleRow, 'id'>[],
): Promise<void> {
  await peopleDb(ctx).deleteFrom('people.personRoles').where('personId', '=', personId).execute()
  await peopleDb(ctx)
    .insertInto('people.personRoles')
    .values(roles.map(({ id }) => ({ personId, roleId: id })))
    .execute()
}

/** Ids of those on staff who have the role. */
export async function findHolders(ctx: Context, roleId: string): Promise<string[]> {
  const rows = await peopleDb(ctx)
    .selectFrom('people.personRoles as held')
    .innerJoin('people.people as person', 'person.id', 'held.personId')
    .select('held.personId')
    .where('held.roleId', '=', roleId)
    .where('person.deactivatedAt', 'is', null)
    .execute()
  return rows.map(({ personId }) => personId)
}

/** Takes a role from everyone; whoever has no other gets the one with this slug instead. */
export async function replaceRoleOfAll(ctx: Context, roleId: string, insteadSlug: string): Promise<void> {
  const hasAnother = sql<boolean>`exists (
    select from people.person_roles other where other.person_id = held.person_id and other.role_id <> ${roleId})`
  await peopleDb(ctx)
    .insertInto('people.personRoles')
    .columns(['personId', 'roleId'])
    .expression((of) =>
      of
        .selectFrom(['people.personRoles as held', 'people.roles as instead'])
        .select(['held.personId', 'instead.id as roleId'])
        .where('held.roleId', '=', roleId)
        .where('instead.slug', '=', insteadSlug)
        .where(({ not }) => not(hasAnother)),
    )
    .execute()
  await peopleDb(ctx).deleteFrom('people.personRoles').where('roleId', '=', roleId).execute()
}

/** For a query about people: the rights of the person in this column, from all their roles; none for null. */
export const permissionsOf = (personColumn: string): RawBuilder<Permission[]> => sql<Permission[]>`array(
  select distinct unnest(role.permissions) from people.person_roles held join people.roles role on role.id = held.role_id
  where held.person_id = ${sql.ref(personColumn)})`

/** What a person may do, in the order of the contract. */
export async function findPermissionsOf(ctx: Context, personId: string): Promise<Permission[]> {
  const row = await peopleDb(ctx)
    .selectFrom('people.people as person')
    .select(permissionsOf('person.id').as('permissions'))
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return Permission.options.filter((permission) => row?.permissions.includes(permission))
}

/** What anybody may do who has the role, by this one or another. */
export async function findPermissionsOfHolders(ctx: Context, roleId: string): Promise<Permission[]> {
  const rows = await peopleDb(ctx)
    .selectFrom('people.personRoles as mine')
    .innerJoin('people.personRoles as held', 'held.personId', 'mine.personId')
    .innerJoin('people.roles as role', 'role.id', 'held.roleId')
    .select(sql<Permission>`unnest(role.permissions)`.as('permission'))
    .distinct()
    .where('mine.roleId', '=', roleId)
    .execute()
  return rows.map(({ permission }) => permission)
}
