import { endPagesAbout } from '../pager/pager.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { now, type Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { asPart } from '../platform/permissions.ts'
import { type SignalRow, updateOpenSignal } from './signal.store.ts'
import { signalRecovered } from './signals.events.ts'

/** For verbs: a signal has recovered; false when another process was faster. */
export async function endSignal(ctx: Context, signal: Pick<SignalRow, 'id' | 'subject'>): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await updateOpenSignal(ctx, signal.id, { recoveredAt: now(ctx) }))) return false
    // Whoever was paged about it need not answer any more.
    await endPagesAbout(asPart(ctx), { module: 'signals', id: signal.id })
    await announce(ctx, signalRecovered, { signalId: signal.id, subject: signal.subject })
    await recordAudit(ctx, { action: 'signals.recover', about: { module: 'signals', id: signal.id } })
    return true
  })
}
