import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import {
  alertRulesMax,
  type AlertTrigger,
  type addAlertRule as addRoute,
  tooManyAlertRules,
} from '@bellwether/contract/signals.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { misfitsIn } from '../../evidence/evidence.ts'
import { getTeam } from '../../people/people.ts'
import { actorId, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { endSignal } from '../end-signal.ts'
import * as store from './alert-rule.store.ts'
import { noSuchRule, presentRule, presentRules, presentVersions } from './present-rule.ts'

type Written = z.output<NonNullable<typeof addRoute.body>>

/** Rules by which the evidence opens signals. */
export async function listAlertRules(ctx: Context) {
  allow(ctx, 'signals.read')
  return presentRules(ctx, await store.findRules(ctx))
}

export async function getAlertRule(ctx: Context, id: string) {
  allow(ctx, 'signals.read')
  return presentOne(ctx, id)
}

async function presentOne(ctx: Context, id: string) {
  const rule = await store.findRule(ctx, id)
  if (!rule) throw noSuchRule()
  return presentRule(ctx, rule)
}

/** What a rule said and since when, also of one that was removed: replays prove something of one version. */
export async function listAlertRuleVersions(ctx: Context, id: string) {
  allow(ctx, 'signals.read')
  const versions = await store.findVersions(ctx, id)
  if (versions.length === 0) throw noSuchRule()
  return presentVersions(ctx, versions)
}

export async function addAlertRule(ctx: Context, input: Written) {
  allow(ctx, 'signals.write')
  requireAskable(input.trigger)
  return inTransaction(ctx, async (ctx) => {
    await store.lockRules(ctx)
    if ((await store.findRules(ctx)).length >= alertRulesMax) throw new Problem(tooManyAlertRules)
    const id = await store.insertRule(ctx, await fieldsOf(ctx, input))
    await audit(ctx, 'add-alert-rule', id, detailOf(input, 1))
    return presentOne(ctx, id)
  })
}

/** Begins another version. What looks otherwise, or wakes where it did not, begins anew, and its signal ends; another name does not. */
export async function changeAlertRule(ctx: Context, id: string, input: Written & { version: number }) {
  allow(ctx, 'signals.write')
  requireAskable(input.trigger)
  return inTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, id)
    if (rule.version !== input.version)
      throw new Problem(conflict, said`Somebody changed this alert rule: load it again.`)
    const version = rule.version + 1
    await store.insertVersion(ctx, { id, version }, await fieldsOf(ctx, input))
    const looked = ({ trigger, holdMinutes, level }: Pick<Written, 'trigger' | 'holdMinutes' | 'level'>) => ({
      trigger,
      holdMinutes,
      level,
    })
    const looksTheSame = isDeepStrictEqual(looked(rule), looked(input))
    if (!looksTheSame) await beginAnew(ctx, id)
    await audit(ctx, 'change-alert-rule', id, detailOf(input, version))
    return presentOne(ctx, id)
  })
}

/** A rule that rests looks at nothing, and its signal ends. */
export async function pauseAlertRule(ctx: Context, id: string, { isPaused }: { isPaused: boolean }) {
  allow(ctx, 'signals.write')
  return inTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, id)
    if (rule.isPaused !== isPaused) {
      await beginAnew(ctx, id)
      await store.updateRule(ctx, id, { isPaused })
      await audit(ctx, 'pause-alert-rule', id, { isPaused })
    }
    return presentOne(ctx, id)
  })
}

/** Its versions, its replays and the signals that it opened stay. */
export async function removeAlertRule(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'signals.write')
  await inTransaction(ctx, async (ctx) => {
    await lockRule(ctx, id)
    await beginAnew(ctx, id)
    await store.updateRule(ctx, id, { removedAt: now(ctx) })
    await audit(ctx, 'remove-alert-rule', id, {})
  })
}

async function lockRule(ctx: Context, id: string): Promise<store.RuleRow> {
  const rule = await store.findRuleForUpdate(ctx, id)
  if (!rule) throw noSuchRule()
  return rule
}

async function beginAnew(ctx: Context, id: string): Promise<void> {
  await store.updateRule(ctx, id, { settled: null, lookedTo: null, failure: null })
  const open = await store.findOpenSignalOf(ctx, id)
  if (open) await endSignal(ctx, open)
}

/** The events of a trigger can be asked for, or every reason why not is said where it stands. */
export function requireAskable(trigger: AlertTrigger): void {
  const parts = Object.entries({ events: trigger.events, ...('bad' in trigger ? { bad: trigger.bad } : {}) })
  const errors = parts.flatMap(([part, { where }]) =>
    misfitsIn(where).map((detail) => ({ pointer: `/trigger/${part}/where`, detail })),
  )
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}

async function fieldsOf(
  ctx: Context,
  { name, trigger, holdMinutes, level, team }: Written,
): Promise<store.VersionFields> {
  const teamId = team === null ? null : (await getTeam(ctx, team)).id
  const changed = { changedAt: now(ctx), changedBy: actorId(ctx.actor) }
  return { name, trigger: JSON.stringify(trigger), holdMinutes, level, teamId, ...changed }
}

/** The audit keeps no words of it: they may name somebody. */
const detailOf = ({ trigger, level }: Written, version: number) => ({ kind: trigger.kind, level, version })

const audit = (ctx: Context, action: string, id: string, detail: Record<string, unknown>) =>
  recordAudit(ctx, { action: `signals.${action}`, about: { module: 'signals', id }, detail })
