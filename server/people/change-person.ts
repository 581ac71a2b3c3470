import { lastAdministrator } from '@bellwether/contract/people.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { deleteSessionsOf, deleteSignInLinksOf, revokeTokensOf } from './session.store.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { getPerson, isAdministrator, rolesBySlug, teamsBySlug } from './directory.ts'
import { personDeactivated, rightsChanged } from './people.events.ts'
import { lockPerson, type PersonWithTeams, replaceTeamsOf, updateDeactivation, updatePerson } from './people.store.ts'
import { findHolders, findPermissionsOf, findRoleForUpdate, replaceRolesOf } from './role.store.ts'

export interface PersonChange {
  readonly name?: string | undefined
  readonly timeZone?: string | undefined
  /** Slugs; these replace the roles and the teams of the person. */
  readonly roles?: readonly string[] | undefined
  readonly teams?: readonly string[] | undefined
}

/** Changes a person. New roles hold from their next request on; tokens that they made never can more than they. */
export async function changePerson(ctx: Context, id: string, input: PersonChange): Promise<PersonWithTeams> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const person = await getLockedPerson(ctx, id)
    const { roles, teams, ...change } = input
    if (roles) await changeRolesOf(ctx, person, roles)
    await updatePerson(ctx, id, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))
    if (teams) {
      const ids = (await teamsBySlug(ctx, teams)).map((team) => team.id)
      await replaceTeamsOf(ctx, id, ids)
    }
    await recordAudit(ctx, {
      action: 'people.change-person',
      about: { module: 'people', id },
      detail: { ...input },
    })
    await announce(ctx, rightsChanged, { personId: id })
    return getPerson(ctx, id)
  })
}

/**
 * Ends what a person may do here: sessions, links that were not used, tokens that they made. Their
 * turns on call end by the event. What they wrote stays, under their name.
 */
export async function deactivatePerson(ctx: Context, id: string) {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const person = await getLockedPerson(ctx, id)
    allowGiving(ctx, await findPermissionsOf(ctx, id))
    await requireAnotherAdministrator(ctx, person)
    if (!(await updateDeactivation(ctx, id, now(ctx))))
      throw new Problem(conflict, said`${person.name} has left already.`)
    const ended = {
      sessions: await deleteSessionsOf(ctx, id),
      links: await deleteSignInLinksOf(ctx, id),
      tokens: await revokeTokensOf(ctx, id),
    }
    await replaceTeamsOf(ctx, id, [])
    await recordAudit(ctx, { action: 'people.deactivate-person', about: { module: 'people', id }, detail: ended })
    await announce(ctx, personDeactivated, { personId: id })
    return { person: await getPerson(ctx, id), ended }
  })
}

/** Lets somebody in again. Nothing that ended comes back: they sign in by a new link and join teams anew. */
export async function reactivatePerson(ctx: Context, id: string): Promise<PersonWithTeams> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const person = await getLockedPerson(ctx, id)
    allowGiving(ctx, await findPermissionsOf(ctx, id))
    if (!(await updateDeactivation(ctx, id, null))) throw new Problem(conflict, said`${person.name} is on staff.`)
    await recordAudit(ctx, { action: 'people.reactivate-person', about: { module: 'people', id } })
    await announce(ctx, rightsChanged, { personId: id })
    return getPerson(ctx, id)
  })
}

async function getLockedPerson(ctx: Context, id: string): Promise<PersonWithTeams> {
  await lockPerson(ctx, id)
  return getPerson(ctx, id)
}

/** Giving and taking away are both kept for those who have the rights. */
async function changeRolesOf(ctx: Context, person: PersonWithTeams, slugs: readonly string[]): Promise<void> {
  const roles = await rolesBySlug(ctx, slugs)
  const before = new Set(person.roles.map(({ id }) => id))
  if (before.symmetricDifference(new Set(roles.map(({ id }) => id))).size === 0) return
  allowGiving(ctx, [...(await findPermissionsOf(ctx, person.id)), ...roles.flatMap((role) => role.permissions)])
  if (!isAdministrator({ roles })) await requireAnotherAdministrator(ctx, person)
  await replaceRolesOf(ctx, person.id, roles)
}

/** For whoever stops being an administrator. The role is the lock: of two who remove each other one is the last. */
async function requireAnotherAdministrator(ctx: Context, { id, roles }: PersonWithTeams): Promise<void> {
  const role = roles.find(({ slug }) => slug === 'administrator')
  if (!role) return
  await findRoleForUpdate(ctx, role.id)
  const others = (await findHolders(ctx, role.id)).filter((one) => one !== id)
  if (others.length === 0) throw new Problem(lastAdministrator)
}
