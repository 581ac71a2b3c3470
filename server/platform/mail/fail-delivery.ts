import type { Context } from '../context.ts'
import { announce } from '../events/announce.ts'
import { mailFailed } from './mail.events.ts'
import { updateDelivery } from './outgoing.store.ts'

/** Writes down, once, that a mail will not arrive and why; in the caller's transaction. */
export async function failDelivery(ctx: Context, mailId: string, reason: string): Promise<void> {
  const failed = await updateDelivery(ctx, mailId, ['queued', 'sent'], { state: 'failed', reason })
  if (failed) await announce(ctx, mailFailed, { mailId })
}
