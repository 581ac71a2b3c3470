import { type Role, roleBuiltIn, roleInUse } from '@bellwether/contract/people.ts'
import { Permission } from '@bellwether/contract/permissions.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { staffDirectory } from './directory.ts'
import { rolesChanged } from './people.events.ts'
import {
  deleteRoleRow,
  findHolders,
  findPermissionsOfHolders,
  findRoleForUpdate,
  findRoles,
  insertRole,
  replaceRoleOfAll,
  type RoleRow,
  updateRole,
} from './role.store.ts'

/** All roles by name, with those on staff who have them. */
export async function listRoles(ctx: Context): Promise<Role[]> {
  allow(ctx, 'people.read')
  return presentRoles(ctx, await findRoles(ctx))
}

/** Makes a role, for nobody yet. */
export async function addRole(
  ctx: Context,
  input: { slug: string; name: string; permissions: readonly Permission[] },
): Promise<Role> {
  allow(ctx, 'people.write')
  allowGiving(ctx, input.permissions)
  return inTransaction(ctx, async (ctx) => {
    const role = await insertRole(ctx, { ...input, permissions: inOrder(input.permissions) })
    if (!role) throw alreadyThere('/slug', said`The role "${input.slug}" exists.`)
    await finishRoleChange(ctx, role.id, { action: 'add-role', detail: { ...input } })
    return { ...role, people: [] }
  })
}

/** Changes a role. Whoever has it may do so much, and no more, from their next request on; so may their tokens. */
export async function changeRole(
  ctx: Context,
  id: string,
  change: { name?: string | undefined; permissions?: readonly Permission[] | undefined },
): Promise<Role> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const role = await lockRole(ctx, id)
    const permissions = inOrder(change.permissions ?? role.permissions)
    await allowRights(ctx, role, permissions)
    const changed = await updateRole(ctx, id, { name: change.name ?? role.name, permissions })
    const before = { name: role.name, permissions: role.permissions }
    const after = { name: changed.name, permissions: changed.permissions }
    await finishRoleChange(ctx, id, { action: 'change-role', detail: { before, after } })
    const [presented] = await presentRoles(ctx, [changed])
    if (!presented) throw new Error('a role that was changed is not there')
    return presented
  })
}

/** Deletes a role that nobody on staff has. Whoever left with this one alone would come back as staff. */
export async function deleteRole(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'people.write')
  await inTransaction(ctx, async (ctx) => {
    const role = await lockRole(ctx, id)
    allowGiving(ctx, role.permissions)
    const { length: holders } = await findHolders(ctx, id)
    if (holders === 1) throw new Problem(roleInUse, said`1 person has the role "${role.name}".`)
    if (holders > 1) throw new Problem(roleInUse, said`${holders} people have the role "${role.name}".`)
    await replaceRoleOfAll(ctx, id, 'staff')
    await deleteRoleRow(ctx, id)
    await finishRoleChange(ctx, id, { action: 'delete-role', detail: { slug: role.slug, name: role.name } })
  })
}

async function lockRole(ctx: Context, id: string): Promise<RoleRow> {
  const role = await findRoleForUpdate(ctx, id)
  if (!role) throw new Problem(notFound, said`There is no such role.`)
  if (role.isBuiltIn) throw new Problem(roleBuiltIn)
  return role
}

/** Giving and taking away are both kept for those who have the rights: of the role, and of everyone who loses one. */
async function allowRights(ctx: Context, role: RoleRow, permissions: readonly Permission[]): Promise<void> {
  const takesAway = role.permissions.some((permission) => !permissions.includes(permission))
  const ofHolders = takesAway ? await findPermissionsOfHolders(ctx, role.id) : []
  allowGiving(ctx, [...role.permissions, ...permissions, ...ofHolders])
}

/** Each right once, in the order of the contract. */
const inOrder = (permissions: readonly Permission[]): Permission[] =>
  Permission.options.filter((permission) => permissions.includes(permission))

async function finishRoleChange(
  ctx: Context,
  id: string,
  { action, detail }: { action: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordAudit(ctx, { action: `people.${action}`, about: { module: 'people', id }, detail })
  await announce(ctx, rolesChanged, { roleId: id })
}

async function presentRoles(ctx: Context, roles: readonly RoleRow[]): Promise<Role[]> {
  const staff = await staffDirectory(ctx)
  return roles.map((role) => ({
    ...role,
    people: staff
      .filter((person) => person.roles.some(({ id }) => id === role.id))
      .map(({ id, name }) => ({ id, name })),
  }))
}
