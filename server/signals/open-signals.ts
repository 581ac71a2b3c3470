import { countErrors, evidenceWatermark } from '../evidence/evidence.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { now, type Context } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import type { Detector, Finding } from './detector.ts'
import { explainFinding, justAfter } from './explain-finding.ts'
import { pageSupport } from './page-support.ts'
import * as rules from './signal.rules.ts'
import * as store from './signal.store.ts'
import { signalDetected } from './signals.events.ts'

/** For the schedule: lets a detector look and opens a signal for each finding that is new and worth one. */
export async function openSignals(ctx: Context, detector: Detector, onOpened: () => void): Promise<void> {
  const findings = await detector.look(ctx)
  // Read after the look, so that the evidence up to it holds everything that was found.
  const watermark = await evidenceWatermark(ctx)
  if (watermark === null || findings.length === 0) return
  const past = await store.findPastOf(
    ctx,
    detector.name,
    findings.map(({ subject }) => subject),
  )
  // A class that takes too long to explain must not hide the others.
  await eachApart(findings, async (found) => {
    if (past.open.has(found.subject)) return
    if (!rules.isWorthAnotherLook(past.considered.get(found.subject), { errors: found.errors, watermark })) return
    if (!(await isBack(ctx, found, past.recoveredAt.get(found.subject), watermark))) return
    if (await consider(ctx, { ...found, detector: detector.name }, watermark)) onOpened()
  })
}

/** After a recovery only errors since then count. */
async function isBack(ctx: Context, found: Finding, recoveredAt: Date | undefined, watermark: Date): Promise<boolean> {
  if (recoveredAt === undefined) return true
  if (found.lastAt <= recoveredAt.getTime()) return false
  const since = await countErrors(ctx, { classId: found.classId, from: recoveredAt, to: justAfter(watermark) })
  return since.errors >= rules.closerLook.errorsMin
}

/** True when this process opened the signal. */
async function consider(ctx: Context, found: Finding & { detector: string }, watermark: Date): Promise<boolean> {
  const { detector, subject, classId, errors, customers } = found
  const explained = await explainFinding(ctx, { classId, firstAt: found.firstAt, watermark })
  const level = rules.levelOf({ errors, customers, isDeployToBlame: explained.deploy !== null })
  return inTransaction(ctx, async (ctx) => {
    await store.upsertConsidered(ctx, { detector, subject, errors, consideredTo: watermark })
    if (level === undefined) return false
    const signalId = await store.insertSignal(ctx, { ...explained, level, detector, subject, detectedAt: now(ctx) })
    if (signalId === undefined) return false
    await announce(ctx, signalDetected, { signalId, subject })
    if (level === 'page') await pageSupport(ctx, signalId, explained)
    const detail = { level, detector, subject, classId, errors, customers }
    await recordAudit(ctx, { action: 'signals.detect', about: { module: 'signals', id: signalId }, detail })
    return true
  })
}
