import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { mailboxesChanged } from './mail.events.ts'
import { insertMailbox, insertUnknownMailbox, lockMailboxes, moveDefault } from './mailbox.store.ts'
import { releaseStrays } from './stray-mail.ts'

/** The addresses that the settings name. */
export interface FirstAddresses {
  readonly support: string
  readonly emergency: string
}

/** Adds the mailboxes that the settings name, unless they were ever known. */
export async function keepMailboxes(ctx: Context, addresses: FirstAddresses): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, (ctx) => writeMailboxes(ctx, addresses))
}

/** For verbs: the same, also where all records were erased. A new support address is the default one. */
export async function writeMailboxes(ctx: Context, addresses: FirstAddresses): Promise<void> {
  await lockMailboxes(ctx)
  const row = { teamId: null, receives: true, sends: true, isDefault: false, createdAt: now(ctx), removedAt: null }
  const [support, emergency] = [addresses.support.toLowerCase(), addresses.emergency.toLowerCase()]
  // One address may be both.
  const isEmergency = support === emergency
  const isNew = await insertUnknownMailbox(ctx, { ...row, address: support, name: 'Support', isEmergency })
  if (isNew) await moveDefault(ctx, support)
  const isOther = await insertUnknownMailbox(ctx, { ...row, address: emergency, name: 'Emergency', isEmergency: true })
  if (!isNew && !isOther) return
  const about = { module: 'mail', id: 'mailboxes' }
  await recordAudit(ctx, { action: 'mail.keep-mailboxes', about, detail: { support, emergency } })
  await releaseStrays(ctx)
  await announce(ctx, mailboxesChanged, {})
}

/** Makes this address the default mailbox, whether it is one already or not. */
export async function nameSupportAddress(ctx: Context, given: string): Promise<void> {
  allow(ctx, 'mail.configure')
  await inTransaction(ctx, async (ctx) => {
    await lockMailboxes(ctx)
    const address = given.toLowerCase()
    const row = { teamId: null, isEmergency: false, receives: true, sends: true, isDefault: false, removedAt: null }
    await insertMailbox(ctx, { ...row, address, name: 'Support', createdAt: now(ctx) })
    await moveDefault(ctx, address)
    const about = { module: 'mail', id: 'mailboxes' }
    await recordAudit(ctx, { action: 'mail.name-support-address', about, detail: { address } })
    await releaseStrays(ctx)
    await announce(ctx, mailboxesChanged, {})
  })
}
