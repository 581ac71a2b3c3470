import { countErrors, countTrafficMinutes } from '../evidence/evidence.ts'
import { endPagesAbout } from '../pager/pager.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { now, type Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { asPart } from '../platform/permissions.ts'
import { explainFinding, justAfter } from './explain-finding.ts'
import { pageSupport } from './page-support.ts'
import * as rules from './signal.rules.ts'
import * as store from './signal.store.ts'
import { signalDetected, signalRecovered } from './signals.events.ts'

const minute = 60_000
/** Counts of an open signal are brought up to date so often, in evidence time. */
const recountMilliseconds = minute / 2

/** For the schedule: brings an open signal up to date; true when it has recovered. */
export async function followSignal(ctx: Context, signal: store.SignalRow, watermark: Date): Promise<boolean> {
  const to = justAfter(watermark)
  const from = new Date(watermark.getTime() - rules.recoveryMinutes * minute)
  const recent = await countErrors(ctx, { classId: signal.classId, from, to })
  if (recent.errors === 0) {
    const trafficMinutes = await countTrafficMinutes(ctx, { from, to })
    if (rules.hasRecovered({ lastErrorAt: signal.lastSeenAt, watermark, trafficMinutes })) {
      await recount(ctx, signal, watermark)
      return recover(ctx, signal)
    }
  }
  if (watermark.getTime() - signal.countedTo.getTime() >= recountMilliseconds) await recount(ctx, signal, watermark)
  return false
}

async function recover(ctx: Context, signal: store.SignalRow): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await store.updateOpenSignal(ctx, signal.id, { recoveredAt: now(ctx) }))) return false
    // Whoever was paged about it need not answer any more.
    await endPagesAbout(asPart(ctx), { module: 'signals', id: signal.id })
    await announce(ctx, signalRecovered, { signalId: signal.id, classId: signal.classId })
    await recordAudit(ctx, { action: 'signals.recover', about: { module: 'signals', id: signal.id } })
    return true
  })
}

async function recount(ctx: Context, signal: store.SignalRow, watermark: Date): Promise<void> {
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
    await announce(ctx, signalDetected, { signalId: signal.id, classId: signal.classId })
    await pageSupport(ctx, signal.id, { ...found, slices, deploy })
  })
}
