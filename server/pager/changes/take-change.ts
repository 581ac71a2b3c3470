import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { now } from '../../platform/context.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { type SourceRow, updateSource } from '../alerts/alert.store.ts'
import { announce } from '../../platform/events/announce.ts'
import { deployTold } from '../pager.events.ts'
import { insertChange } from './change.store.ts'
import type { NewChange } from './pagerduty-change.ts'

/** Keeps what a source says was changed; it is durable when this resolves. Nobody is notified. */
export async function takeChange(ctx: Context, source: SourceRow, change: NewChange): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const changeId = await insertChange(ctx, source.id, change)
    await updateSource(ctx, source.id, { lastEventAt: now(ctx) })
    if (change.deploy !== null) await announce(ctx, deployTold, { changeId })
  })
}
