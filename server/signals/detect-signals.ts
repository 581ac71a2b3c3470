import { countErrors, countTrafficMinutes, explainClass, listNewClasses, type NewClass } from '../evidence/evidence.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { now, type Context } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { pageSupport } from './page-support.ts'
import * as rules from './signal.rules.ts'
import * as store from './signal.store.ts'
import { signalDetected, signalRecovered } from './signals.events.ts'

const minute = 60_000
/** Counts of an open signal are brought up to date so often, in evidence time. */
const recountMilliseconds = minute / 2

/**
 * Looks for new classes of failures and follows the open signals. Called every few seconds, by
 * several processes at once; all times are those of the evidence, so that a late intake is no silence.
 */
export async function detectSignals(ctx: Context): Promise<{ opened: number; recovered: number }> {
  allowJobsOnly(ctx)
  if (ctx.engine.state().state !== 'ready') return { opened: 0, recovered: 0 }
  const { watermark, classes } = await listNewClasses(ctx, rules.closerLook)
  if (watermark === null) return { opened: 0, recovered: 0 }
  const open = await store.findOpenSignals(ctx)
  const known = new Set(open.map((signal) => signal.classId))
  const unknown = classes.filter((one) => !known.has(one.classId))
  const ids = unknown.map((one) => one.classId)
  const [considered, recoveries] = [await store.findConsidered(ctx, ids), await store.findRecoveries(ctx, ids)]
  const count = { opened: 0, recovered: 0 }
  // A class that takes too long to explain must not hide the others.
  await eachApart(
    [
      ...open.map((signal) => async () => {
        if (await followSignal(ctx, signal, watermark)) count.recovered += 1
      }),
      ...unknown.map((found) => async () => {
        if (!rules.isWorthAnotherLook(considered.get(found.classId), { errors: found.errors, watermark })) return
        if (!(await isBack(ctx, found, recoveries.get(found.classId), watermark))) return
        if (await considerClass(ctx, found, watermark)) count.opened += 1
      }),
    ],
    (look) => look(),
  )
  return count
}

/** After a recovery only errors since then count. */
async function isBack(ctx: Context, found: NewClass, recoveredAt: Date | undefined, watermark: Date): Promise<boolean> {
  if (recoveredAt === undefined) return true
  if (found.lastAt <= recoveredAt.getTime()) return false
  const since = await countErrors(ctx, { classId: found.classId, from: recoveredAt, to: justAfter(watermark) })
  return since.errors >= rules.closerLook.errorsMin
}

const justAfter = (watermark: Date): Date => new Date(watermark.getTime() + 1)

async function findingsOf(ctx: Context, classId: string, firstAt: number, watermark: Date) {
  const explanation = await explainClass(ctx, {
    classId,
    from: new Date(firstAt - 60 * minute),
    to: justAfter(watermark),
  })
  const { deploy, customers } = explanation
  return {
    classId,
    template: explanation.class.template,
    example: explanation.class.example,
    firstSeenAt: new Date(explanation.firstSeenAt),
    lastSeenAt: new Date(explanation.lastSeenAt),
    errors: explanation.errors,
    slices: explanation.slices.map(({ where }) => ({ where })),
    deploy:
      deploy === null
        ? null
        : {
            id: deploy.id,
            service: deploy.service,
            version: deploy.version,
            title: deploy.title,
            by: deploy.by,
            startedAt: deploy.startedAt,
          },
    customersSeen: customers.seen,
    customersExposed: customers.exposed,
    customersEstimated: customers.estimated,
    countedTo: watermark,
  }
}

async function considerClass(ctx: Context, found: NewClass, watermark: Date): Promise<boolean> {
  const findings = await findingsOf(ctx, found.classId, found.firstAt, watermark)
  const isDeployToBlame = findings.deploy !== null
  const level = rules.levelOf({ errors: found.errors, customers: found.customers, isDeployToBlame })
  return inTransaction(ctx, async (ctx) => {
    await store.upsertConsidered(ctx, found.classId, found.errors, watermark)
    if (level === undefined) return false
    const signalId = await store.insertSignal(ctx, { ...findings, level }, now(ctx))
    if (signalId === undefined) return false
    await announce(ctx, signalDetected, { signalId, classId: found.classId })
    if (level === 'page') await pageSupport(ctx, signalId, findings)
    const detail = { level, classId: found.classId, errors: found.errors, customers: found.customers }
    await recordAudit(ctx, { action: 'signals.detect', about: { module: 'signals', id: signalId }, detail })
    return true
  })
}

/** Brings an open signal up to date; true when it has recovered. */
async function followSignal(ctx: Context, signal: store.SignalRow, watermark: Date): Promise<boolean> {
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
    await announce(ctx, signalRecovered, { signalId: signal.id, classId: signal.classId })
    await recordAudit(ctx, { action: 'signals.recover', about: { module: 'signals', id: signal.id } })
    return true
  })
}

async function recount(ctx: Context, signal: store.SignalRow, watermark: Date): Promise<void> {
  const found = await findingsOf(ctx, signal.classId, signal.firstSeenAt.getTime(), watermark)
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
