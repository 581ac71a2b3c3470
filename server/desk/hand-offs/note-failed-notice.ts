import { outgoingMails } from '../../mail/mail.ts'
import type { Context } from '../../platform/context.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { findChanges } from '../message.store.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { findNotice } from './notice.store.ts'
import { couldNotTell } from './notice.rules.ts'
import { notifyTeam } from './notify-asked.ts'
import { finishHandOffChange, withHandOff } from './with-hand-off.ts'

/** Whoever is asked has not heard of it: the rest of the team is told, and the ticket says so, once. */
export async function noteFailedNotice(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const [mail] = await outgoingMails(ctx, [mailId])
  if (mail?.kind !== 'notice' || mail.sourceId === null) return
  const notice = await findNotice(ctx, [mail.sourceId])
  if (!notice) return
  await withHandOff(ctx, notice.handOffId, async (ctx, at) => {
    if (!isOpen(at.handOff)) return
    await notifyTeam(ctx, at)
    const what = couldNotTell([mail.toAddress], mail.reason)
    const isSaid = (await findChanges(ctx, at.ticket.id)).some(
      (change) => change.what === what && change.at >= mail.createdAt,
    )
    if (!isSaid) await finishHandOffChange(ctx, at, { action: 'note-failed-notice', what })
  })
}
