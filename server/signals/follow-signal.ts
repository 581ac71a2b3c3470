import { countErrors, countTrafficMinutes } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { endSignal } from './end-signal.ts'
import { explainFinding, justAfter } from './explain-finding.ts'
import { pageSupport } from './page-support.ts'
import * as rules from './signal.rules.ts'
import * as store from './signal.store.ts'
import { signalDetected } from './signals.events.ts'

const minute = 60_000
/** Counts of an open signal are brought up to date so often, in evidence time. */
const recountMilliseconds = minute / 2

/** For the schedule: brings an open signal up to date; true when it has recovered. */
export async function followSignal(ctx: Context, signal: store.ClassSignalRow, watermark: Date): Promise<boolean> {
  const to = justAfter(watermark)
  const from = new Date(watermark.getTime() - rules.recoveryMinutes * minute)
  const recent = await countErrors(ctx, { classId: signal.classId, from, to })
  if (recent.errors === 0) {
    const trafficMinutes = await countTrafficMinutes(ctx, { from, to })
    if (rules.hasRecovered({ lastErrorAt: signal.lastSeenAt, watermark, trafficMinutes })) {
      await recount(ctx, signal, watermark)
      return endSignal(ctx, signal)
    }
  }
  if (watermark.getTime() - signal.countedTo.getTime() >= recountMilliseconds) await recount(ctx, signal, watermark)
  return false
}

async function recount(ctx: Context, signal: store.ClassSignalRow, watermark: Date): Promise<void> {
  const firstAt = signal.firstSeenAt.getTime()
  const found = await explainFinding(ctx, { classId: signal.classId, firstAt, watermark })
  await inTransaction(ctx, async (ctx) => {
    const current = await store.findOpenSignalForUpdate(ctx, signal.id)
    if (current === undefined || current.countedTo >= watermark) return
    // A deploy that was blamed once stays: later errors of the fault's tail say less about its roll-out.
    const deploy = current.deploy ?? found.deploy
    const slices =
      found.errors > 0 && (found.deploy !== null || current.deploy === null) ? found.slices : current.slices
    const level = deploy === null ? current.level : 'page'
    await store.updateSignal(ctx, signal.id, { ...found, slices, deploy, level })
    if (level === current.level) return
    await announce(ctx, signalDetected, { signalId: signal.id, subject: signal.subject })
    await pageSupport(ctx, signal.id, { ...found, slices, deploy })
  })
}
