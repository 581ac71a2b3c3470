import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { DeployRule, DeployWindow } from '@bellwether/contract/pager.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Presented } from '../platform/http/handle.ts'
import { personName } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { deployRuleOf } from './deploy-rules.ts'
import { findDeployOverride, insertDeployOverride } from './deploy.store.ts'
import { findRotasForWorks } from './rota.store.ts'
import { type Watch, watchAfter } from './watch.rules.ts'
import { findWorks } from './work.store.ts'

type Answer = Presented<z.input<typeof DeployWindow>>

/**
 * Whether anybody will watch customers in the hours after a deploy of a service. Nobody watches who only sleeps
 * beside a phone: of the rotas those count whose work is to see customers.
 */
export async function getDeployWindow(
  ctx: Context,
  { service, at = now(ctx) }: { service: string; at?: Date | undefined },
): Promise<Answer> {
  allow(ctx, 'pager.read')
  return windowOf(ctx, { service, at })
}

/** Lets a service be deployed although nobody watches. Who did it and why is kept. */
export async function overrideDeployWindow(
  ctx: Context,
  { service, reason, by, hours }: { service: string; reason: string; by?: string | undefined; hours: number },
): Promise<Answer> {
  allow(ctx, 'pager.acknowledge')
  const byName = ctx.actor.kind === 'person' ? (await personName(ctx, ctx.actor.personId)).name : by
  if (byName === undefined) {
    const detail = said`Say who asks for it: a program has no name that can be asked later.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/by', detail }] })
  }
  return inTransaction(ctx, async (ctx) => {
    const until = new Date(now(ctx).getTime() + hours * 3_600_000)
    await insertDeployOverride(ctx, { service, byName, reason, until })
    await recordAudit(ctx, {
      action: 'pager.override-deploy-window',
      about: { module: 'pager', id: service },
      detail: { by: byName, reason, until },
    })
    return windowOf(ctx, { service, at: now(ctx) })
  })
}

async function windowOf(ctx: Context, { service, at }: { service: string; at: Date }): Promise<Answer> {
  const rule = await deployRuleOf(ctx, service)
  const works = (await findWorks(ctx)).filter(({ watchesCustomers }) => watchesCustomers)
  const rotas = await findRotasForWorks(
    ctx,
    works.map(({ slug }) => slug),
  )
  const watch = watchAfter(rotas, at, rule)
  const override = (await findDeployOverride(ctx, { service, at })) ?? null
  const verdict = verdictOf({ watch, rule, isOverridden: override !== null, isKnown: rotas.length > 0 })
  const line = lineOf(verdict, { watch, rule, override })
  return {
    service,
    at,
    verdict,
    line,
    rule,
    watchedHours: watch.watchedHours,
    watched: watch.watched.map((one) => ({ ...one })),
    coverEndsAt: watch.coverEndsAt,
    nextEyesAt: watch.nextEyesAt,
    opensAt: watch.opensAt,
    override: override && { by: override.byName, reason: override.reason, until: override.until },
    check: {
      name: 'deploy-window',
      status: 'completed',
      conclusion: conclusions[verdict],
      output: { title: line, summary: summaryOf(watch) },
    },
  }
}

type Verdict = z.infer<typeof DeployWindow>['verdict']
const conclusions = { open: 'success', warned: 'neutral', unknown: 'neutral', closed: 'failure' } as const

function verdictOf(known: { watch: Watch; rule: DeployRule; isOverridden: boolean; isKnown: boolean }): Verdict {
  if (known.watch.isEnough || known.isOverridden) return 'open'
  if (!known.isKnown) return 'unknown'
  return known.rule.refuses ? 'closed' : 'warned'
}

const hoursText = (hours: number): string => String(Math.round(hours * 10) / 10)
const instantText = (at: Date | null): string =>
  at === null
    ? said`not within a fortnight`
    : Temporal.Instant.fromEpochMilliseconds(at.getTime()).toString({ smallestUnit: 'minute' })

interface Reasons {
  readonly watch: Watch
  readonly rule: DeployRule
  readonly override: { readonly byName: string; readonly reason: string } | null
}

/** Says what a person at the pipeline wants to know first. */
function lineOf(verdict: Verdict, { watch, rule, override }: Reasons): string {
  const watched = hoursText(watch.watchedHours)
  if (watch.isEnough) return said`Open: somebody watches customers in ${watched} of the next ${rule.hours} hours.`
  if (override) return said`Open: ${override.byName} lets it go, "${override.reason}".`
  if (verdict === 'unknown')
    return said`Not known: no rota watches customers. Add one whose work does, and deploys know who would see them fail.`
  const nobody = watch.isWatched
    ? said`somebody watches customers in only ${watched} of the next ${rule.hours} hours, until ${instantText(watch.coverEndsAt)}`
    : said`nobody watches customers now`
  return verdict === 'warned'
    ? said`Think twice: ${nobody}. Next eyes: ${instantText(watch.nextEyesAt)}.`
    : said`Closed: ${nobody}. Next eyes: ${instantText(watch.nextEyesAt)}. It opens: ${instantText(watch.opensAt)}.`
}

const summaryOf = ({ watched }: Watch): string =>
  watched.map(({ hours, watchedHours }) => said`Watched in ${hoursText(watchedHours)} of ${hours} hours.`).join(' ')
