import { said } from '@bellwether/contract/said.ts'
import { countErrors, evidenceWatermark, listAffectedCustomers } from '../evidence/evidence.ts'
import { type Context, now } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { addTickets, followCustomers } from './draft-report.ts'
import { followedSince } from './follow-ticket.ts'
import { findWatch, updateWatch, type WatchRow } from './follow-up.store.ts'
import { lockReport } from './edit-report.ts'
import { endReport } from './end-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findLiveReports, type ReportRow } from './report.store.ts'
import { judgeWatch, type WatchFacts } from './watch.rules.ts'

const minute = 60_000

/** Looks at the evidence of every live report: who is hit by now, and whether the errors are gone. */
export async function watchReports(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  if (ctx.engine.state().state !== 'ready') return
  await eachApart(await findLiveReports(ctx, followedSince(ctx)), async (report) => {
    await followAffected(ctx, report)
    const watch = await findWatch(ctx, report.id)
    if (watch) await followWatch(ctx, report, watch)
  })
}

async function followAffected(ctx: Context, report: ReportRow): Promise<void> {
  if (!report.classId || !report.firstSeenAt) return
  const customers = await listAffectedCustomers(ctx, {
    classId: report.classId,
    from: report.firstSeenAt,
    to: now(ctx),
  })
  await inTransaction(ctx, async (ctx) => {
    const followed = await followCustomers(ctx, report, customers)
    await addTickets(ctx, report, { byPerson: [], followed })
  })
}

async function followWatch(ctx: Context, report: ReportRow, watch: WatchRow): Promise<void> {
  const facts = await lookAt(ctx, report, watch)
  const { state, zeroSince } = judgeWatch(facts)
  await inTransaction(ctx, async (ctx) => {
    const changed = await updateWatch(ctx, watch.id, {
      state,
      zeroSince,
      errorsLastMinute: facts.lastMinute.errors,
      requestsLastMinute: facts.lastMinute.requests,
      lastErrorAt: facts.lastErrorAt ?? null,
      recoveredAt: state === 'recovered' ? now(ctx) : null,
    })
    if (!changed) return
    if (state === 'recovered') {
      const { zeroMinutes: minutes } = watch
      await endReport(ctx, await lockReport(ctx, report.id), {
        who: 'Bellwether',
        entry: said`it is over: at zero for ${minutes} minutes while traffic goes on`,
        sentence: said`Trouble report ${report.number} is over: at zero for ${minutes} minutes while traffic goes on.`,
      })
    }
    if (state !== watch.state || facts.lastMinute.errors !== watch.errorsLastMinute) {
      await announce(ctx, reportChanged, { reportId: report.id })
    }
  })
}

async function lookAt(ctx: Context, report: ReportRow, watch: WatchRow): Promise<WatchFacts> {
  const classId = report.classId ?? ''
  const where = report.slices[0]?.where
  const until = earlier(await evidenceWatermark(ctx), now(ctx))
  const since = report.firstSeenAt ?? watch.startedAt
  const ago = (minutes: number): Date => new Date(until.getTime() - minutes * minute)
  const whole = await countErrors(ctx, { classId, where, from: since, to: until })
  const lastMinute = await countErrors(ctx, { classId, where, from: ago(1), to: until })
  const before = await countErrors(ctx, { classId, where, from: ago(6), to: ago(1) })
  const lastErrorAt = whole.lastErrorAt ?? undefined
  const after = await countErrors(ctx, { classId, where, from: lastErrorAt ?? watch.startedAt, to: until })
  return {
    knownUntil: until,
    lastErrorAt,
    lastMinute,
    before,
    requestsSinceLastError: after.requests,
    startedAt: watch.startedAt,
    zeroMinutes: watch.zeroMinutes,
  }
}

/** A host with a fast clock must not move time for everyone. */
const earlier = (watermark: Date | null, clock: Date): Date => (watermark && watermark < clock ? watermark : clock)
