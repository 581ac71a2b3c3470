import type { z } from 'zod'
import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import {
  type Rule,
  type RuleAct,
  rulesMax,
  tooManyRules,
  triedRuleDays,
  triedRuleMax,
  viewTooWide,
} from '@bellwether/contract/desk.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { namesById } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { withPatience } from '../../platform/database/with-patience.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor } from '../change-ticket.ts'
import { refreshFacts } from '../figures/refresh-facts.ts'
import { asksFacts } from '../ticket-columns.ts'
import { namedNow, withNames } from '../views/named-values.ts'
import { checkActs } from './check-acts.ts'
import { findHappened } from './rule-trial.store.ts'
import {
  countRuns,
  deleteRuleRow,
  findRules,
  insertRule,
  lockRules,
  placeRules,
  type RuleFields,
  updateRule,
} from './rule.store.ts'

const dayMilliseconds = 86_400_000
const triedMilliseconds = 5000
const triedShown = 20

interface RuleInput {
  readonly name: string
  readonly isOn: boolean
  readonly event: RuleEvent
  readonly where: Condition
  readonly acts: readonly RuleAct[]
}

type Answer = Presented<z.input<typeof Rule>>

/** What is done to tickets by itself, in its order. */
export async function listRules(ctx: Context): Promise<Answer[]> {
  allow(ctx, 'desk.read')
  return presentRules(ctx)
}

async function presentRules(ctx: Context): Promise<Answer[]> {
  const rows = await findRules(ctx)
  const runs = await countRuns(ctx, daysAgo(ctx, triedRuleDays))
  const names = await namesById(ctx, { people: rows.map(({ changedBy }) => changedBy) })
  return rows.map(({ id, name, isOn, event, condition, acts, changedBy }) => ({
    id,
    name,
    isOn,
    event,
    where: condition,
    acts,
    runs: runs.get(id) ?? 0,
    changedBy: changedBy === null ? null : names.person(changedBy),
  }))
}

const daysAgo = (ctx: Context, days: number): Date => new Date(now(ctx).getTime() - days * dayMilliseconds)

async function presentRule(ctx: Context, id: string): Promise<Answer> {
  const rule = (await presentRules(ctx)).find((one) => one.id === id)
  if (!rule) throw new Problem(notFound, said`There is no such rule.`)
  return rule
}

/** The last in the order. */
export async function addRule(ctx: Context, input: RuleInput): Promise<Answer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockRules(ctx)
    if ((await findRules(ctx)).length >= rulesMax) throw new Problem(tooManyRules)
    const id = await insertRule(ctx, await fieldsOf(ctx, input))
    await recordAudit(ctx, { action: 'desk.add-rule', about: { module: 'desk', id }, detail: detailOf(input) })
    return presentRule(ctx, id)
  })
}

/** What it did stays. */
export async function changeRule(ctx: Context, id: string, input: RuleInput): Promise<Answer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockRules(ctx)
    if (!(await updateRule(ctx, id, await fieldsOf(ctx, input))))
      throw new Problem(notFound, said`There is no such rule.`)
    await recordAudit(ctx, { action: 'desk.change-rule', about: { module: 'desk', id }, detail: detailOf(input) })
    return presentRule(ctx, id)
  })
}

/** What it did stays. */
export async function deleteRule(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.configure')
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteRuleRow(ctx, id))) throw new Problem(notFound, said`There is no such rule.`)
    await recordAudit(ctx, { action: 'desk.delete-rule', about: { module: 'desk', id } })
  })
}

/** Says in which order they are followed; refused where somebody added or deleted one meanwhile. */
export async function sortRules(ctx: Context, ids: readonly string[]): Promise<Answer[]> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockRules(ctx)
    const known = new Set((await findRules(ctx)).map(({ id }) => id))
    if (new Set(ids).symmetricDifference(known).size > 0 || ids.length !== known.size)
      throw new Problem(conflict, said`Somebody added or deleted a rule: load the list again.`)
    await placeRules(ctx, ids)
    await recordAudit(ctx, { action: 'desk.sort-rules', about: { module: 'desk', id: 'rules' } })
    return presentRules(ctx)
  })
}

/** The audit keeps no words of it: they may name somebody. */
const detailOf = ({ event, isOn, acts }: RuleInput) => ({ event, isOn, acts: acts.map(({ kind }) => kind) })

async function fieldsOf(ctx: Context, { where, acts, ...rest }: RuleInput): Promise<RuleFields> {
  refuseMe(where)
  await checkActs(ctx, acts)
  const stored = { condition: JSON.stringify(where), acts: JSON.stringify(acts) }
  return { ...rest, ...stored, changedAt: now(ctx), changedBy: actingAuthor(ctx).id }
}

/** Nobody looks when a rule is followed. */
function refuseMe(where: Condition): void {
  const says = comparisonsOf(where).some(
    ({ value }) => value === 'me' || (Array.isArray(value) && value.includes('me')),
  )
  if (says) throw fault('/where', said`A rule knows no “me”: choose somebody by name.`)
}

const fault = (pointer: string, detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer, detail }] })

/** To which tickets of the last days it would have applied, judged by how they are now. */
export async function tryRule(ctx: Context, { event, where }: Pick<RuleInput, 'event' | 'where'>) {
  allow(ctx, 'desk.read')
  refuseMe(where)
  if (asksFacts(where)) await refreshFacts(ctx)
  const asked = { event, where: withNames(await namedNow(ctx), where), since: daysAgo(ctx, triedRuleDays) }
  const tried = await withPatience(ctx, triedMilliseconds, (ctx) => findHappened(ctx, asked, triedRuleMax + 1))
  if (!tried) throw new Problem(viewTooWide)
  const fitting = tried.filter(({ fits }) => fits)
  return {
    of: tried.length,
    count: fitting.length,
    tickets: fitting.slice(0, triedShown).map(({ id, number, subject }) => ({ id, number, subject })),
  }
}
