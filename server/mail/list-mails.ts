import { type IncomingMail, MailOutcome } from '@bellwether/contract/mail.ts'
import { type Context, now } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import {
  countAstray,
  countHeld,
  countOutcomes,
  findNewestOnTicket,
  findWaiting,
  type IncomingMailRow,
  listIncoming,
} from './incoming.store.ts'
import { reasonsForEverybody } from './brake.rules.ts'
import { proofIn } from './sender-proofs.ts'
import { countSuppressed, listOutgoing, type OutgoingMailRow } from './outgoing.store.ts'

/** Filing takes seconds; what waits this long has been forgotten. */
const waitingMilliseconds = 10 * 60_000
const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds

/** How many mails came in, what became of each, how many are astray, and how many of ours the brakes held back. */
export async function getMailLedger(ctx: Context) {
  allow(ctx, 'mail.read')
  const counts = new Map((await countOutcomes(ctx)).map(({ outcome, count }) => [outcome, count]))
  const outcomes = Object.fromEntries(MailOutcome.options.map((name) => [name, counts.get(name) ?? 0]))
  return {
    received: counts.values().reduce((sum, count) => sum + count, 0),
    outcomes: outcomes as Record<IncomingMail['outcome'], number>,
    heldBack: await countSuppressed(ctx, new Date(now(ctx).getTime() - dayMilliseconds)),
    astray: await countAstray(ctx, waitingSince(ctx)),
  }
}

/** What every screen says of mails that are on no ticket; asked often, so it counts nothing else. */
export async function getMailDebt(ctx: Context) {
  allow(ctx, 'mail.read')
  const lastHour = new Date(now(ctx).getTime() - hourMilliseconds)
  return {
    held: await countHeld(ctx),
    astray: await countAstray(ctx, waitingSince(ctx)),
    silenced: await countSuppressed(ctx, lastHour, reasonsForEverybody),
  }
}

const waitingSince = (ctx: Context): Date => new Date(now(ctx).getTime() - waitingMilliseconds)

/** Mails that should have been filed by now, oldest first; one look's worth. */
export async function listWaitingMails(ctx: Context): Promise<IncomingMailRow[]> {
  allowJobsOnly(ctx)
  return findWaiting(ctx, waitingSince(ctx), 200)
}

/** The newest mail that is on a ticket; undefined where none is. */
export async function findNewestFiled(
  ctx: Context,
): Promise<{ ticketId: string; receivedAt: Date; envelopeTo: string[] } | undefined> {
  allow(ctx, 'mail.read')
  return findNewestOnTicket(ctx)
}

/** Incoming mails, newest first. */
export async function listIncomingMails(ctx: Context, asked: Page & { outcome?: IncomingMail['outcome'] | undefined }) {
  allow(ctx, 'mail.read')
  const page = await listIncoming(ctx, { ...asked, outcome: asked.outcome })
  return { ...page, items: page.items.map(presentIncoming) }
}

const presentIncoming = (row: IncomingMailRow) => ({
  ...row,
  from: row.isPrivate ? null : row.fromAddress,
  subject: row.isPrivate ? null : row.subject,
  envelopeFrom: row.isPrivate ? '' : row.envelopeFrom,
  ticketId: row.isPrivate ? null : row.ticketId,
  sender: row.isPrivate ? null : (proofIn(row) ?? null),
  strayTo: (row.outcome === 'held' && row.strayTo) || [],
})

/** Outgoing mails, newest first. A link that lets somebody in stands in the mail itself alone. */
export async function listOutgoingMails(ctx: Context, asked: Page) {
  allow(ctx, 'mail.outgoing')
  const page = await listOutgoing(ctx, asked)
  return { ...page, items: page.items.map(presentOutgoing) }
}

const presentOutgoing = (row: OutgoingMailRow) => ({
  ...row,
  to: row.toAddress,
  text: row.linkKind === null ? row.text : row.text.replaceAll('{link}', '(a link that stands in the mail alone)'),
})
