import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { endSignal } from '../end-signal.ts'
import { updateOpenSignal } from '../signal.store.ts'
import { signalDetected } from '../signals.events.ts'
import type { SettledRule } from '../signals.tables.ts'
import * as store from './alert-rule.store.ts'
import { lateMinutes, lookOn, quiet, type Standing } from './firing.rules.ts'
import { judgedBy } from './judge.rules.ts'
import { pageForRule } from './page-for-rule.ts'
import { readValues } from './read-values.ts'

const minute = 60_000
/** Whoever looked away for longer looks at what is now. */
const catchUpMinutes = 1440
/** A rule that is new says since when it has been so, as far back as this. */
const firstLookMinutes = 60

export interface Count {
  opened: number
  recovered: number
}

/**
 * Looks at every rule once a minute of the evidence, as soon as that minute is over. One that fails says so beside its
 * name and stops no other; the schedule hears of it when all have had their turn.
 */
export async function followRules(ctx: Context, watermark: Date, count: Count): Promise<void> {
  const to = Math.floor(watermark.getTime() / minute)
  const due = (await store.findRules(ctx)).filter(
    ({ isPaused, lookedTo }) => !isPaused && (lookedTo === null || lookedTo.getTime() < to * minute),
  )
  await eachApart(due, async (rule) => {
    try {
      await followRule(ctx, rule, to, count)
    } catch (error) {
      await noteFailure(ctx, rule, error as Error)
    }
  })
}

async function noteFailure(ctx: Context, rule: store.RuleRow, error: Error): Promise<never> {
  ctx.log.error({ rule: rule.id, error: error.message, stack: error.stack }, 'an alert rule failed')
  await store.updateRule(ctx, rule.id, { failure: failureOf(error) })
  throw new Error(`the alert rule "${rule.name}" failed: ${error.message}`, { cause: error })
}

/** What may be shown: a problem's own words. */
const failureOf = (error: Error): string => {
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined
  return detail ?? said`The evidence engine could not answer it.`
}

async function followRule(ctx: Context, rule: store.RuleRow, to: number, count: Count): Promise<void> {
  const before = standingBefore(rule, to)
  const values = await readValues(ctx, rule.trigger, { from: before.to, to }, before.lastAt)
  const { settled, standing } = lookOn(before, values, judgedBy(rule))
  const lastAt = lastOf(rule, before, values[settled.to - before.to - 1], settled.to)
  await inTransaction(ctx, async (ctx) => {
    const look = { settled: { ...settled, lastAt }, lookedTo: new Date(to * minute) }
    if (!(await store.updateLook(ctx, rule, look))) return
    await act(ctx, rule, { standing, to }, count)
  })
}

/** Where it stood when it was looked at last, or nothing where that is too long ago. */
function standingBefore({ settled, holdMinutes }: store.RuleRow, to: number): SettledRule {
  if (settled !== null && to - settled.to <= catchUpMinutes) return settled
  return { to: to - lateMinutes - Math.max(holdMinutes, firstLookMinutes), standing: quiet, lastAt: null }
}

/** The value of an absence is how long ago the last event was. */
function lastOf({ trigger }: store.RuleRow, before: SettledRule, value: number | null | undefined, to: number) {
  if (trigger.kind !== 'absence') return null
  return value === null || value === undefined ? before.lastAt : to - 1 - value
}

async function act(
  ctx: Context,
  rule: store.RuleRow,
  { standing, to }: { standing: Standing; to: number },
  count: Count,
): Promise<void> {
  const open = await store.findOpenSignalOf(ctx, rule.id)
  const lastSeenAt = new Date(to * minute)
  if (!standing.isFiring) {
    if (open && (await endSignal(ctx, open))) count.recovered += 1
    return
  }
  if (open) {
    const peak = Math.max(open.peak ?? 0, standing.peak)
    await updateOpenSignal(ctx, open.id, {
      peak,
      ...(standing.calm === 0 ? { lastSeenAt } : {}),
      countedTo: lastSeenAt,
    })
    return
  }
  if (await openSignal(ctx, rule, { standing, lastSeenAt })) count.opened += 1
}

async function openSignal(
  ctx: Context,
  rule: store.RuleRow,
  { standing, lastSeenAt }: { standing: Standing; lastSeenAt: Date },
): Promise<boolean> {
  const { level, version } = rule
  const firstSeenAt = new Date((standing.since ?? 0) * minute)
  const { peak } = standing
  const signalId = await store.insertRuleSignal(ctx, {
    ruleId: rule.id,
    ruleVersion: version,
    level,
    peak,
    detectedAt: now(ctx),
    firstSeenAt,
    lastSeenAt,
  })
  if (signalId === undefined) return false
  await announce(ctx, signalDetected, { signalId, subject: rule.id })
  if (level === 'page') await pageForRule(ctx, signalId, { rule, peak, firstSeenAt })
  const detail = { level, detector: 'alert-rule', subject: rule.id, version, peak }
  await recordAudit(ctx, { action: 'signals.detect', about: { module: 'signals', id: signalId }, detail })
  return true
}
