import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { findMailboxes, lockMailboxes, updateMailbox } from './mailbox.store.ts'
import { mailboxesChanged } from './mail.events.ts'

/** Mailboxes of a team that is dissolved are nobody's: what comes there is for support. */
export async function freeMailboxes(ctx: Context, { teamId }: { teamId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockMailboxes(ctx)
    const theirs = (await findMailboxes(ctx)).filter((mailbox) => mailbox.teamId === teamId)
    for (const { id } of theirs) {
      await updateMailbox(ctx, id, { teamId: null })
      await recordAudit(ctx, { action: 'mail.free-mailbox', about: { module: 'mail', id } })
    }
    if (theirs.length > 0) await announce(ctx, mailboxesChanged, {})
  })
}
