import { mailboxNeeded } from '@bellwether/contract/mail.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { getTeam, namesById } from '../people/people.ts'
import { mailboxesChanged } from './mail.events.ts'
import * as store from './mailbox.store.ts'
import { areAddressesNamed } from './our-address.ts'
import { releaseStrays } from './stray-mail.ts'

export interface MailboxInput {
  readonly name: string
  /** null: support. */
  readonly teamId: string | null
  readonly isEmergency: boolean
  readonly receives: boolean
  readonly sends: boolean
  readonly isDefault: boolean
}

/** The mailboxes in use, the default first. */
export async function listMailboxes(ctx: Context) {
  allow(ctx, 'mail.read')
  return presentMailboxes(ctx)
}

async function presentMailboxes(ctx: Context) {
  const rows = await store.findMailboxes(ctx)
  const names = await namesById(ctx, { teams: rows.map(({ teamId }) => teamId) })
  return rows.map(({ teamId, ...row }) => ({ ...row, team: teamId ? names.team(teamId) : null }))
}

/**
 * Adds a mailbox, and files what was held for its address. The first one that anybody names is the default one: the
 * built-in one reaches nobody.
 */
export async function addMailbox(ctx: Context, address: string, input: MailboxInput) {
  allow(ctx, 'mail.configure')
  return inTransaction(ctx, async (ctx) => {
    await store.lockMailboxes(ctx)
    if (input.teamId) await getTeam(ctx, input.teamId)
    const isFirst = !(await areNamed(ctx))
    const row = { ...input, address: address.toLowerCase(), createdAt: now(ctx), removedAt: null, isDefault: false }
    const added = await store.insertMailbox(ctx, row)
    if (!added) throw alreadyThere('/address', said`There is a mailbox ${address} already.`)
    if (input.isDefault || (isFirst && input.sends)) await store.moveDefault(ctx, added.address)
    await releaseStrays(ctx)
    return finish(ctx, added.id, 'add-mailbox', { address })
  })
}

/** Changes a mailbox. The default one stays so until another one becomes it. */
export async function changeMailbox(ctx: Context, id: string, input: MailboxInput) {
  allow(ctx, 'mail.configure')
  return inTransaction(ctx, async (ctx) => {
    await store.lockMailboxes(ctx)
    const mailbox = await lockMailbox(ctx, id)
    if (mailbox.isDefault && !(input.sends && input.isDefault)) throw new Problem(mailboxNeeded)
    if (input.teamId) await getTeam(ctx, input.teamId)
    await store.updateMailbox(ctx, id, { ...input, isDefault: mailbox.isDefault })
    if (input.isDefault) await store.moveDefault(ctx, mailbox.address)
    return finish(ctx, id, 'change-mailbox', { ...input })
  })
}

/** Mail to it is refused from now on; what came stays, and is answered by the default mailbox. */
export async function removeMailbox(ctx: Context, id: string) {
  allow(ctx, 'mail.configure')
  return inTransaction(ctx, async (ctx) => {
    await store.lockMailboxes(ctx)
    const { isDefault, address } = await lockMailbox(ctx, id)
    if (isDefault) throw new Problem(mailboxNeeded)
    await store.updateMailbox(ctx, id, { removedAt: now(ctx) })
    return finish(ctx, id, 'remove-mailbox', { address })
  })
}

async function areNamed(ctx: Context): Promise<boolean> {
  const rows = await store.findMailboxes(ctx)
  return areAddressesNamed({ mailboxes: { all: () => rows } })
}

async function lockMailbox(ctx: Context, id: string): Promise<store.MailboxRow> {
  const mailbox = await store.findMailboxForUpdate(ctx, id)
  if (!mailbox) throw new Problem(notFound, said`There is no such mailbox.`)
  return mailbox
}

async function finish(ctx: Context, id: string, action: string, detail: Record<string, unknown>) {
  await recordAudit(ctx, { action: `mail.${action}`, about: { module: 'mail', id }, detail })
  await announce(ctx, mailboxesChanged, {})
  return presentMailboxes(ctx)
}
