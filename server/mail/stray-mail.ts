import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { countStrays, releaseHeld, type StrayCount } from './incoming.store.ts'
import { mailReceived } from './mail.events.ts'
import { findMailboxes } from './mailbox.store.ts'
import { addressForms, welcomeOf } from './our-address.ts'

/** Of one act; what is beyond is released by the next look. */
const releasedAtOnce = 500
const strayAddressesMax = 20

/** For verbs: the addresses that nobody has set up to which a mail came; none where it came to a mailbox as well. */
export function strayAddresses(ctx: Context, envelopeTo: readonly string[]): string[] {
  const areStray = envelopeTo.every((address) => welcomeOf(ctx, address) === 'stray')
  return areStray ? [...new Set(envelopeTo.map((address) => addressForms(address)[1]))] : []
}

/** The loop that files what was held for an address which is a mailbox by now. */
export async function fileStrayMails(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  while ((await inTransaction(ctx, releaseStrays)) === releasedAtOnce);
}

/** For verbs: the same, in the transaction that makes a mailbox. They are filed like mail that has just come; returns how many. */
export async function releaseStrays(ctx: Context): Promise<number> {
  const mailboxes = await findMailboxes(ctx)
  const addresses = mailboxes.filter(({ receives }) => receives).map(({ address }) => address)
  const mailIds = await releaseHeld(ctx, addresses, releasedAtOnce)
  for (const mailId of mailIds) {
    await recordAudit(ctx, { action: 'mail.release-mail', about: { module: 'mail', id: mailId } })
    await announce(ctx, mailReceived, { mailId })
  }
  return mailIds.length
}

/** Addresses that nobody has set up and for which mail is held, the newest first. */
export async function listStrayAddresses(ctx: Context): Promise<StrayCount[]> {
  allow(ctx, 'mail.read')
  return countStrays(ctx, strayAddressesMax)
}
