import type { NewTargets, ResponsePolicy } from '@bellwether/contract/desk.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../../platform/database/page-by-key.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findCalendars, lockTargets } from './calendar.store.ts'
import {
  findNewestPolicy,
  findPolicies,
  findTargets,
  insertFirstPolicy,
  insertPolicy,
  insertTargets,
  type PolicyRow,
} from './policy.store.ts'
import { eachTarget, isWithinAYear, minuteFields, type NewTarget, targetPointer } from './target.rules.ts'

type PolicyAnswer = Presented<ResponsePolicy>

/** The targets that clocks of customers start with now. */
export async function getResponsePolicy(ctx: Context): Promise<PolicyAnswer> {
  allow(ctx, 'desk.read')
  return presentNewest(ctx)
}

async function presentNewest(ctx: Context): Promise<PolicyAnswer> {
  const [policy] = await presentPolicies(ctx, [await findNewestPolicy(ctx)])
  if (!policy) throw new Error('a policy that was found is not there')
  return policy
}

/** Every version of the targets, the newest first. */
export async function listResponsePolicies(ctx: Context, page: Page): Promise<PageOf<PolicyAnswer>> {
  allow(ctx, 'desk.read')
  const { items, nextCursor } = await findPolicies(ctx, page)
  return { items: await presentPolicies(ctx, items), nextCursor }
}

/** Makes a new version of the targets: clocks that start from now on follow it, and those that run keep theirs. */
export async function setResponsePolicy(
  ctx: Context,
  { basedOn, targets }: { basedOn: number; targets: NewTargets },
): Promise<PolicyAnswer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockTargets(ctx)
    const before = await findNewestPolicy(ctx)
    if (before.version !== basedOn) throw new Problem(conflict, said`The targets were changed since you looked.`)
    const version = basedOn + 1
    const each = eachTarget(targets)
    await checkTargets(ctx, each)
    // What nobody changed makes no history.
    if (haveSame(each, await findTargets(ctx, [before.version]))) return presentNewest(ctx)
    await insertPolicy(ctx, { version, madeAt: now(ctx), madeBy: actorName(ctx.actor) })
    await insertTargets(
      ctx,
      each.map((target) => ({ ...target, policyVersion: version })),
    )
    const about = { module: 'desk', id: 'response-policy' }
    await recordAudit(ctx, { action: 'desk.set-response-policy', about, detail: { version, targets } })
    return presentNewest(ctx)
  })
}

const haveSame = (targets: readonly NewTarget[], others: readonly NewTarget[]): boolean =>
  targets.every((target) =>
    others.some((one) =>
      (['plan', 'isUrgent', 'calendarId', ...minuteFields] as const).every((field) => one[field] === target[field]),
    ),
  )

/** For verbs: the targets and the hours that come with Bellwether, where all records were erased. */
export const writeFirstPolicy = (ctx: Context): Promise<void> => insertFirstPolicy(ctx)

/** Refuses, field by field, targets that nobody could keep or count. */
export async function checkTargets(ctx: Context, targets: readonly NewTarget[]): Promise<void> {
  const calendars = new Map((await findCalendars(ctx)).map((one) => [one.id, one.calendar]))
  const errors = targets.flatMap((target) => {
    const calendar = calendars.get(target.calendarId)
    if (!calendar) return [{ pointer: targetPointer(target, 'calendarId'), detail: said`There is no such calendar.` }]
    const detail = said`In the hours of this calendar it takes longer than a year.`
    return minuteFields
      .filter((field) => !isWithinAYear(calendar, target[field] ?? 0))
      .map((field) => ({ pointer: targetPointer(target, field), detail }))
  })
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}

async function presentPolicies(ctx: Context, policies: readonly PolicyRow[]): Promise<PolicyAnswer[]> {
  const versions = policies.map(({ version }) => version)
  const targets = Map.groupBy(await findTargets(ctx, versions), (target) => target.policyVersion)
  return policies.map(({ version, madeAt, madeBy }) => {
    const target = (plan: NewTarget['plan'], isUrgent: boolean) => {
      const found = targets.get(version)?.find((one) => one.plan === plan && one.isUrgent === isUrgent)
      if (!found) throw new Error(`version ${version} of the policy has no target for ${plan}`)
      const { firstMinutes, nextMinutes, resolutionMinutes, calendarId: id, calendarName: name } = found
      return { firstMinutes, nextMinutes, resolutionMinutes, calendar: { id, name } }
    }
    const of = (plan: NewTarget['plan']) => ({ usual: target(plan, false), urgent: target(plan, true) })
    return { version, madeAt, madeBy, targets: { free: of('free'), pro: of('pro'), premium: of('premium') } }
  })
}
