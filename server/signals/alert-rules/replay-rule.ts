import { type AlertTrigger, type Firing, firingsMax, replayDaysMax } from '@bellwether/contract/signals.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { evidenceWatermark, firstMinuteOf, type MinuteSpan } from '../../evidence/evidence.ts'
import { namesById } from '../../people/people.ts'
import { actorId, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findVersions } from './alert-rule.store.ts'
import { requireAskable } from './alert-rules.ts'
import type { FiringMinutes } from './firing.rules.ts'
import { noSuchRule } from './present-rule.ts'
import { readValues } from './read-values.ts'
import { firingsOf, pointsOf } from './replay.rules.ts'
import { findReplays, insertReplay, type ReplayRow } from './replay.store.ts'
import { limitOf } from './value.rules.ts'

const minute = 60_000
const day = 86_400_000
const usualDays = 30

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

interface Looked {
  readonly trigger: AlertTrigger
  readonly holdMinutes: number
}

/** When a rule would have fired. Nothing is done, and nothing is kept. */
export async function replayAlertRule(ctx: Context, { trigger, holdMinutes, ...asked }: Looked & Asked) {
  allow(ctx, 'signals.write')
  requireAskable(trigger)
  const { span, values, replayed } = await replay(ctx, { trigger, holdMinutes }, asked)
  const { stepMinutes, points } = pointsOf(values, span.from)
  return {
    ...replayed,
    limit: limitOf(trigger),
    stepMinutes,
    points: points.map(({ at, value }) => ({ at: instant(at), value })),
  }
}

/** Replays a version of a rule and keeps what came of it: what proves something must not change when the rule does. */
export async function keepReplay(
  ctx: Context,
  id: string,
  { version, ...asked }: Asked & { version?: number | undefined },
) {
  allow(ctx, 'signals.write')
  const versions = await findVersions(ctx, id)
  const chosen = version === undefined ? versions[0] : versions.find((one) => one.version === version)
  if (!chosen) throw noSuchRule()
  const { replayed } = await replay(ctx, chosen, asked)
  return inTransaction(ctx, async (ctx) => {
    const row = await insertReplay(ctx, {
      ruleId: id,
      version: chosen.version,
      fromAt: replayed.from,
      toAt: replayed.to,
      isCut: replayed.isCut,
      count: replayed.count,
      firings: JSON.stringify(replayed.firings),
      madeAt: now(ctx),
      madeBy: actorId(ctx.actor),
    })
    const detail = { replay: row.id, version: chosen.version, count: replayed.count }
    await recordAudit(ctx, { action: 'signals.keep-replay', about: { module: 'signals', id }, detail })
    const [presented] = await presentReplays(ctx, [row])
    if (!presented) throw new Error('a replay was presented as nothing')
    return presented
  })
}

export async function listReplays(ctx: Context, id: string) {
  allow(ctx, 'signals.read')
  if ((await findVersions(ctx, id)).length === 0) throw noSuchRule()
  return presentReplays(ctx, await findReplays(ctx, id))
}

async function presentReplays(ctx: Context, rows: readonly ReplayRow[]) {
  const names = await namesById(ctx, { people: rows.map(({ madeBy }) => madeBy) })
  return rows.map(({ fromAt, toAt, madeBy, ruleId: _, ...row }) => ({
    ...row,
    from: fromAt,
    to: toAt,
    madeBy: madeBy === null ? null : names.person(madeBy),
  }))
}

async function replay(ctx: Context, rule: Looked, asked: Asked) {
  const { span, isCut } = await spanOf(asPart(ctx), rule.trigger, asked)
  const values = await readValues(asPart(ctx), rule.trigger, span)
  const firings = firingsOf(rule, values, span.from)
  return {
    span,
    values,
    replayed: {
      from: instant(span.from),
      to: instant(span.to),
      isCut,
      count: firings.length,
      firings: firings.slice(0, firingsMax).map(presentFiring),
    },
  }
}

const instant = (at: number): Date => new Date(at * minute)

/** It fires, and is over, at the end of a minute. */
const presentFiring = ({ since, firedAt, endedAt, peak }: FiringMinutes): Firing => ({
  from: instant(since).toISOString(),
  firedAt: instant(firedAt + 1).toISOString(),
  endedAt: endedAt === null ? null : instant(endedAt + 1).toISOString(),
  peak,
})

/** Whole minutes of which the evidence knows everything: silence after its end proves nothing. */
async function spanOf(
  ctx: Context,
  trigger: AlertTrigger,
  asked: Asked,
): Promise<{ span: MinuteSpan; isCut: boolean }> {
  const askedTo = asked.to === undefined ? now(ctx).getTime() : Date.parse(asked.to)
  const askedFrom = asked.from === undefined ? askedTo - usualDays * day : Date.parse(asked.from)
  requireSpan(askedFrom, askedTo)
  const [watermark, first] = [await evidenceWatermark(ctx), await firstMinuteOf(ctx, trigger)]
  const to = Math.floor(Math.min(askedTo, watermark?.getTime() ?? askedTo) / minute)
  const wanted = Math.ceil(askedFrom / minute)
  // Where there is no evidence there is no time of which it says anything.
  const from = Math.min(Math.max(wanted, first ?? to), to)
  return { span: { from, to }, isCut: from > wanted }
}

function requireSpan(from: number, to: number): void {
  const detail =
    from >= to
      ? said`\`from\` must lie before \`to\`.`
      : to - from > replayDaysMax * day
        ? said`A replay takes at most ${replayDaysMax} days.`
        : undefined
  if (detail !== undefined) throw new Problem(badInput, undefined, { errors: [{ pointer: '/from', detail }] })
}
