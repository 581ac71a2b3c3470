import { notFound } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { allowJobsOnly } from '../permissions.ts'
import { Problem } from '../problem.ts'
import { lockDelivery, updatePosition } from './outbox.store.ts'

/** Lets a subscriber read again what came after a number; 0 for all that is kept. It is harmless to repeat. */
export async function replayEvents(ctx: Context, name: string, after: number): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockDelivery(ctx)
    if (!(await updatePosition(ctx, name, after))) throw new Problem(notFound, `Nothing subscribes as "${name}".`)
    const about = { module: 'platform', id: name }
    await recordAudit(ctx, { action: 'platform.replay-events', about, detail: { after } })
  })
}
