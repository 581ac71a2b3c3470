import { linkUsedUp, wrongPassword, type Me } from '@bellwether/contract/people.ts'
import { permissionsOf } from '@bellwether/contract/permissions.ts'
import { forbidden, notFound } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sendMail } from '../mail/send-mail.ts'
import { findPersonByEmail, updatePasswordHash } from '../people/people.store.ts'
import { getPerson } from '../people/people.ts'
import { Problem } from '../problem.ts'
import { hashPassword, passwordFits } from './hash-password.ts'
import { deleteSession, insertSession, insertSignInLink, useSignInLink } from './session.store.ts'

const linkMinutes = 30

export interface SignedIn {
  readonly me: Me
  readonly session: { token: string; expiresAt: Date }
}

/** Open to all: this is how one becomes somebody. */
export async function signInByPassword(ctx: Context, input: { email: string; password: string }): Promise<SignedIn> {
  const person = await findPersonByEmail(ctx, input.email)
  const fits = await passwordFits(input.password, person?.passwordHash ?? null)
  if (!person || !fits) throw new Problem(wrongPassword)
  return startSession(ctx, person.id)
}

/** Open to all: holds a one-time link. */
export async function signInByLink(ctx: Context, token: string): Promise<SignedIn> {
  const personId = await useSignInLink(ctx, token)
  if (!personId) throw new Problem(linkUsedUp)
  return startSession(ctx, personId)
}

/** Open to all; what it answers does not tell whether the address is on staff. */
export async function requestSignInLink(ctx: Context, email: string): Promise<void> {
  const person = await findPersonByEmail(ctx, email)
  if (!person) return
  await inTransaction(ctx, async (ctx) => {
    const url = await createSignInLink(ctx, person.id)
    await sendMail(ctx, {
      kind: 'sign-in',
      to: person.email,
      subject: 'Your sign-in link',
      text: `Open this link within ${linkMinutes} minutes to sign in. It works once.\n\n${url}\n`,
    })
  })
}

/** A one-time link for a person; printed at start, mailed on request. */
export async function createSignInLink(ctx: Context, personId: string): Promise<string> {
  return `${ctx.baseUrl}/sign-in?token=${await insertSignInLink(ctx, personId, linkMinutes)}`
}

export async function startSession(ctx: Context, personId: string): Promise<SignedIn> {
  const session = await insertSession(ctx, personId)
  const person = await getPerson(ctx, personId)
  return { me: { person, permissions: permissionsOf(person.role) }, session }
}

export async function getMe(ctx: Context): Promise<Me> {
  if (ctx.actor.kind !== 'person') throw new Problem(notFound, 'A token is not a person.')
  return { person: await getPerson(ctx, ctx.actor.personId), permissions: [...ctx.actor.permissions] }
}

/** Sets the password of whoever is signed in. */
export async function setMyPassword(ctx: Context, password: string): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, 'Only people have passwords.')
  const passwordHash = await hashPassword(password)
  await inTransaction(ctx, async (ctx) => {
    await updatePasswordHash(ctx, actor.personId, passwordHash)
    await recordAudit(ctx, { action: 'platform.set-password', about: { module: 'platform', id: actor.personId } })
  })
}

/** Ends the session in hand. Open to all: nobody can end another's. */
export async function signOut(ctx: Context, sessionToken: string | undefined): Promise<void> {
  if (sessionToken) await deleteSession(ctx, sessionToken)
}
