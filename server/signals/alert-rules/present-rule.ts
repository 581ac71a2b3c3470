import type { z } from 'zod'
import type { AlertRule } from '@bellwether/contract/signals.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { Problem } from '../../platform/problem.ts'
import { findFired, type RuleRow, type VersionRow } from './alert-rule.store.ts'

type Answer = Presented<z.input<typeof AlertRule>> & { readonly id: string }

export const noSuchRule = (): Problem => new Problem(notFound, said`There is no such alert rule.`)

/** For verbs: rules as their lists show them. */
export async function presentRules(ctx: Context, rows: readonly RuleRow[]): Promise<Answer[]> {
  const fired = await findFired(ctx)
  const versions = await presentVersions(ctx, rows)
  return rows.map((row, index) => ({
    ...versions[index]!,
    id: row.id,
    state: stateOf(row, (fired.get(row.id)?.openId ?? null) !== null),
    failure: row.failure,
    lookedTo: row.lookedTo,
    lastFiredAt: fired.get(row.id)?.lastFiredAt ?? null,
  }))
}

export async function presentRule(ctx: Context, row: RuleRow): Promise<Answer> {
  const [rule] = await presentRules(ctx, [row])
  if (!rule) throw noSuchRule()
  return rule
}

type Version = Omit<VersionRow, 'ruleId'>

export async function presentVersions(ctx: Context, rows: readonly Version[]) {
  const names = await namesById(ctx, {
    teams: rows.map(({ teamId }) => teamId),
    people: rows.map(({ changedBy }) => changedBy),
  })
  return rows.map(({ version, name, trigger, holdMinutes, level, teamId, changedAt, changedBy }) => ({
    version,
    name,
    trigger,
    holdMinutes,
    level,
    team: teamId === null ? null : names.team(teamId),
    changedAt,
    changedBy: changedBy === null ? null : names.person(changedBy),
  }))
}

function stateOf(row: RuleRow, isFiring: boolean): Answer['state'] {
  if (row.isPaused) return 'paused'
  if (row.failure !== null) return 'failing'
  if (isFiring) return 'firing'
  return row.lookedTo === null ? 'unseen' : 'quiet'
}
