import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { doomFiles } from '../platform/files/doomed-file.store.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import {
  deleteCopiesTo,
  eraseIncoming,
  eraseOutgoing,
  findIsWaiting,
  findOutgoingToErase,
  type MailsToErase,
  type OurMailsToErase,
} from './erase.store.ts'
import { removeFromOutbox } from './outbox-folder.ts'

const mailsAtOnce = 100

/**
 * For verbs: empties all mails of a ticket, those that came and those of ours, and those to colleagues that came of these
 * sources, such as notices; says how many.
 */
export async function eraseMailsOfTicket(
  ctx: Context,
  ticketId: string,
  sourceIds: readonly string[],
): Promise<number> {
  return eraseSome(ctx, { ticketId, sourceIds })
}

/** For verbs: empties mails of ours that came of these sources, whichever ticket they name. */
export const eraseMailsOfSources = (ctx: Context, sourceIds: readonly string[]): Promise<number> =>
  sourceIds.length === 0 ? Promise.resolve(0) : eraseOurs(ctx, { sourceIds })

/** Empties every other mail from somebody and to them, whatever became of it, and says how many. */
export async function eraseMailsOf(ctx: Context, addresses: readonly string[]): Promise<number> {
  allowJobsOnly(ctx)
  await deleteCopiesTo(ctx, addresses)
  let erased = 0
  for (;;) {
    const some = await inTransaction(ctx, (ctx) => eraseSome(ctx, { addresses, limit: mailsAtOnce }))
    if (some === 0) return erased
    erased += some
  }
}

/** Whether a mail of theirs has come that is not filed yet. */
export async function isMailWaiting(ctx: Context, addresses: readonly string[]): Promise<boolean> {
  allowJobsOnly(ctx)
  return findIsWaiting(ctx, addresses)
}

async function eraseSome(ctx: Context, mails: MailsToErase): Promise<number> {
  const raws = await eraseIncoming(ctx, mails)
  await doomFiles(ctx, raws)
  return raws.length + (await eraseOurs(ctx, mails))
}

async function eraseOurs(ctx: Context, mails: OurMailsToErase): Promise<number> {
  const ours = await findOutgoingToErase(ctx, mails)
  // Before their rows: whoever comes again finds them by these.
  await removeFromOutbox(ctx.dataFolder, ours)
  await eraseOutgoing(
    ctx,
    ours.map(({ id }) => id),
  )
  return ours.length
}
