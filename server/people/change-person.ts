import { permissionsOf, type Role } from '@bellwether/contract/permissions.ts'
import { lastAdministrator } from '@bellwether/contract/people.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { deleteSessionsOf, deleteSignInLinksOf, revokeTokensOf } from './session.store.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { requireTimeZone } from '../platform/clock/require-time-zone.ts'
import { getPerson, teamsBySlug } from './directory.ts'
import { personDeactivated, rightsChanged } from './people.events.ts'
import {
  lockAdministrators,
  type PersonWithTeams,
  replaceTeamsOf,
  updateDeactivation,
  updatePerson,
} from './people.store.ts'

export interface PersonChange {
  readonly name?: string | undefined
  readonly role?: Role | undefined
  readonly timeZone?: string | undefined
  /** Slugs; replaces the teams that the person is in. */
  readonly teams?: readonly string[] | undefined
}

/** Changes a person. A new role holds from their next request on; tokens that they made never can more than they. */
export async function changePerson(ctx: Context, id: string, input: PersonChange): Promise<PersonWithTeams> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const person = await getPerson(ctx, id)
    const { teams, ...change } = input
    if (change.timeZone !== undefined) requireTimeZone(change.timeZone)
    if (change.role !== undefined && change.role !== person.role) {
      allowGiving(ctx, permissionsOf(change.role))
      // Taking rights away is kept for those who hold them.
      allowGiving(ctx, permissionsOf(person.role))
      if (person.role === 'administrator') await requireAnotherAdministrator(ctx, id)
    }
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
    const person = await getPerson(ctx, id)
    allowGiving(ctx, permissionsOf(person.role))
    if (person.role === 'administrator') await requireAnotherAdministrator(ctx, id)
    if (!(await updateDeactivation(ctx, id, now(ctx)))) throw new Problem(conflict, `${person.name} has left already.`)
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
    const person = await getPerson(ctx, id)
    allowGiving(ctx, permissionsOf(person.role))
    if (!(await updateDeactivation(ctx, id, null))) throw new Problem(conflict, `${person.name} is on staff.`)
    await recordAudit(ctx, { action: 'people.reactivate-person', about: { module: 'people', id } })
    await announce(ctx, rightsChanged, { personId: id })
    return getPerson(ctx, id)
  })
}

async function requireAnotherAdministrator(ctx: Context, id: string): Promise<void> {
  const others = (await lockAdministrators(ctx)).filter((one) => one !== id)
  if (others.length === 0) throw new Problem(lastAdministrator)
}
