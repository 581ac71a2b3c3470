import type { Context } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { updateCopy } from './copy.store.ts'
import { copyFailed, mailFailed } from './mail.events.ts'
import { updateDelivery } from './outgoing.store.ts'

/** For verbs: writes down, once, that a mail will not arrive and why; in the caller's transaction. */
export async function failDelivery(ctx: Context, mailId: string, reason: string): Promise<void> {
  const kind = await updateDelivery(ctx, mailId, ['queued', 'sent', 'kept'], { state: 'failed', reason })
  if (kind) await announce(ctx, mailFailed, { mailId, kind, state: 'failed' })
}

/** For verbs: the same of one who gets it in Cc: it stays delivered to the others. */
export async function failCopy(ctx: Context, of: { mailId: string; address: string }, reason: string): Promise<void> {
  const failed = await updateCopy(ctx, of, ['queued', 'sent', 'kept'], { state: 'failed', reason })
  if (failed) await announce(ctx, copyFailed, of)
}
