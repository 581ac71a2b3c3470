import { type Language, linkUsedUp, wrongPassword } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { getPerson } from './directory.ts'
import { rightsChanged, signInLinkRequested } from './people.events.ts'
import { findPasswordHash, findPersonByEmail, type PersonWithTeams, updatePerson } from './people.store.ts'
import { findPermissionsOf } from './role.store.ts'
import { Problem } from '../platform/problem.ts'
import { hashPassword, passwordFits } from './hash-password.ts'
import { deleteSession, deleteSessionsOf, insertSession, insertSignInLink, useSignInLink } from './session.store.ts'

export const signInLinkMinutes = 30
/** Wrong ones may be typed, not tried out. */
const passwordTries = { max: 10, windowSeconds: 15 * 60 }
/** A mailbox is not to be filled by somebody who knows its address. */
const linkRequests = { max: 5, windowSeconds: 60 * 60 }

export const signInLinkKind = 'sign-in'

interface Me {
  readonly person: PersonWithTeams
  readonly permissions: Permission[]
}

export interface SignedIn {
  readonly me: Me
  readonly session: { token: string; expiresAt: Date }
}

/** Open to all: this is how one becomes somebody. */
export async function signInByPassword(
  ctx: Context,
  input: { email: string; password: string; userAgent: string },
): Promise<SignedIn> {
  const key = `password:${input.email.toLowerCase()}`
  await ctx.attempts.limit({ key, ...passwordTries })
  const person = await findPersonByEmail(ctx, input.email)
  const fits = await passwordFits(input.password, person?.passwordHash ?? null)
  if (!person || !fits) throw new Problem(wrongPassword)
  await ctx.attempts.forget(key)
  return startSession(ctx, person.id, input.userAgent)
}

/** Open to all: holds a one-time link. */
export async function signInByLink(ctx: Context, input: { token: string; userAgent: string }): Promise<SignedIn> {
  const personId = await useSignInLink(ctx, input.token)
  if (!personId) throw new Problem(linkUsedUp)
  return startSession(ctx, personId, input.userAgent)
}

/** Sends a link to whoever is on staff. Open to all: what it answers does not tell whether the address is. */
export async function requestSignInLink(ctx: Context, email: string): Promise<void> {
  await ctx.attempts.limit({ key: `link:${email.toLowerCase()}`, ...linkRequests })
  const person = await findPersonByEmail(ctx, email)
  if (!person) return
  await inTransaction(ctx, (ctx) => announce(ctx, signInLinkRequested, { personId: person.id }))
}

/** For verbs: a one-time link for a person; printed at start, mailed on request. */
export async function createSignInLink(ctx: Context, personId: string): Promise<string> {
  return `${ctx.baseUrl}/sign-in?token=${await insertSignInLink(ctx, personId, signInLinkMinutes)}`
}

/** For verbs: signs a person in. */
export async function startSession(ctx: Context, personId: string, userAgent: string): Promise<SignedIn> {
  const session = await insertSession(ctx, personId, userAgent)
  return { me: await meOf(ctx, personId), session }
}

export async function getMe(ctx: Context): Promise<Me> {
  return meOf(ctx, actingPersonId(ctx))
}

async function meOf(ctx: Context, personId: string): Promise<Me> {
  return { person: await getPerson(ctx, personId), permissions: await findPermissionsOf(ctx, personId) }
}

/**
 * Sets the password of whoever is signed in, and signs them out everywhere else. Whoever finds an open
 * browser does not know the old one. Returns how many sessions ended.
 */
export async function setMyPassword(
  ctx: Context,
  input: { password: string; currentPassword: string | undefined; sessionToken: string | undefined },
): Promise<number> {
  const personId = actingPersonId(ctx)
  await requireCurrentPassword(ctx, personId, input.currentPassword)
  const passwordHash = await hashPassword(input.password)
  return inTransaction(ctx, async (ctx) => {
    await updatePerson(ctx, personId, { passwordHash })
    const ended = await deleteSessionsOf(ctx, personId, { exceptToken: input.sessionToken })
    await recordAudit(ctx, { action: 'people.set-password', about: { module: 'people', id: personId } })
    await announce(ctx, rightsChanged, { personId })
    return ended
  })
}

async function requireCurrentPassword(ctx: Context, personId: string, given: string | undefined): Promise<void> {
  const hash = await findPasswordHash(ctx, personId)
  if (hash === null) return
  await ctx.attempts.limit({ key: `own-password:${personId}`, ...passwordTries })
  if (given !== undefined && (await passwordFits(given, hash))) return
  const detail =
    given === undefined ? said`Write the password that you have now.` : said`This is not the password you have now.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/currentPassword', detail }] })
}

/** Keeps in which language whoever is signed in reads: mails to them are written in it. */
export async function setMyLanguage(
  ctx: Context,
  { language }: { language: Language },
): Promise<{ language: Language }> {
  const personId = actingPersonId(ctx)
  return inTransaction(ctx, async (ctx) => {
    await updatePerson(ctx, personId, { language })
    await recordAudit(ctx, {
      action: 'people.set-language',
      about: { module: 'people', id: personId },
      detail: { language },
    })
    return { language }
  })
}

/** The person who acts; a program has no login of its own. */
export function actingPersonId({ actor }: Context): string {
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only people have a login.`)
  return actor.personId
}

/** Ends the session in hand. Open to all: nobody can end another's. */
export async function signOut(ctx: Context, sessionToken: string | undefined): Promise<void> {
  if (!sessionToken) return
  await inTransaction(ctx, async (ctx) => {
    const ended = await deleteSession(ctx, sessionToken)
    if (ended) await announce(ctx, rightsChanged, { personId: ended.personId })
  })
}
