import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { z } from 'zod'
import { type RoutingRule, triedAlertsMax } from '@bellwether/contract/pager-routing.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { type Names, namesById, teamDirectory } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import * as store from '../alerts/alert.store.ts'
import { getSource } from '../alerts/sources.ts'
import { forgetHeldFor } from '../maintenance/maintenance.store.ts'
import { decide, type Decision, type KeptRule, pagesOf } from './routing.rules.ts'

type WrittenRule = z.output<typeof RoutingRule>

/** What is done with the alerts of a source. */
export async function getRouting(ctx: Context, sourceId: string): Promise<{ rules: KeptRule[] }> {
  allow(ctx, 'pager.read')
  const { routing } = await getSource(ctx, sourceId)
  return { rules: routing }
}

/** Sets what is done with the alerts of a source from now on; pages that are open stay as they are. */
export async function setRouting(ctx: Context, sourceId: string, { rules }: { rules: readonly WrittenRule[] }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    // What comes meanwhile is taken by the one list or by the other.
    await store.lockSource(ctx, sourceId)
    const source = await getSource(ctx, sourceId)
    await requireTeams(ctx, rules)
    const kept = keptOf(rules, source)
    await store.updateSource(ctx, sourceId, { routing: JSON.stringify(kept) })
    await forgetHeldFor(ctx, sourceId)
    await recordAudit(ctx, {
      action: 'pager.set-routing',
      about: { module: 'pager', id: sourceId },
      detail: { name: source.name, rules: kept },
    })
    return { rules: kept }
  })
}

/** What rules would have done with the alerts of the last hours; nothing is done. */
export async function tryRouting(
  ctx: Context,
  sourceId: string,
  { rules: written, hours }: { rules: readonly WrittenRule[]; hours: number },
) {
  allow(ctx, 'pager.read')
  const source = await getSource(ctx, sourceId)
  await requireTeams(ctx, written)
  const rules = keptOf(written, source)
  const since = new Date(now(ctx).getTime() - hours * 3_600_000)
  const found = await store.findAlertsSince(ctx, sourceId, { since, limit: triedAlertsMax + 1 })
  const alerts = found.slice(0, triedAlertsMax)
  const decided = await inPieces(alerts, (alert) => ({ alert, ...decide(rules, source.teamId, alert) }))
  const fitting = (place: number | null) => {
    const fit = decided.filter((one) => one.place === place)
    return { alerts: fit.length, titles: fit.slice(0, titlesMax).map(({ alert }) => alert.title) }
  }
  const would = pagesOf(decided.map(({ alert, to }) => ({ ...alert, to: alert.kept === 'maintenance' ? null : to })))
  const were = pagesThatWere(alerts)
  const names = await namesById(ctx, { teams: [...would, ...were].map(({ teamId }) => teamId) })
  return {
    alerts: alerts.length,
    isCut: found.length > alerts.length,
    rules: rules.map((_, place) => fitting(place)),
    byNone: fitting(null),
    would: { ...summed(would, names), quiet: decided.filter(isQuiet).length },
    were: { ...summed(were, names), quiet: alerts.filter(({ pageId }) => pageId === null).length },
  }
}

const titlesMax = 5

/** What is maintained pages nobody, whatever rules there are. */
const isQuiet = ({ to, alert }: Decision & { alert: { kept: string | null } }): boolean =>
  to === null || alert.kept === 'maintenance'

const pieceSize = 50

/** Others are answered meanwhile: long words and many rules are some work. */
async function inPieces<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += pieceSize) {
    results.push(...items.slice(from, from + pieceSize).map(work))
    await setImmediate()
  }
  return results
}

type OfTeam = ReturnType<typeof pagesOf>[number]

const pagesThatWere = (alerts: Awaited<ReturnType<typeof store.findAlertsSince>>): OfTeam[] => {
  const pages = alerts.flatMap(({ pageId, pageTeamId: teamId, pageUrgency: urgency }): [string, OfTeam][] =>
    pageId === null || teamId === null || urgency === null ? [] : [[pageId, { teamId, urgency }]],
  )
  return [...new Map(pages).values()]
}

function summed(pages: readonly OfTeam[], names: Names) {
  const ofTeams = [...Map.groupBy(pages, ({ teamId }) => teamId)].map(([teamId, own]) => {
    const high = own.filter(({ urgency }) => urgency === 'high').length
    return { team: names.team(teamId), high, low: own.length - high }
  })
  const bySize = ofTeams.toSorted((one, other) => other.high + other.low - one.high - one.low)
  return { pages: pages.length, ofTeams: bySize }
}

/** By its id the page of a group is found again: no two rules have the same, and none that of another source. */
function keptOf(rules: readonly WrittenRule[], { routing }: store.SourceRow): KeptRule[] {
  const own = new Set(routing.map(({ id }) => id))
  return rules.map((rule) => ({ ...rule, id: rule.id !== undefined && own.delete(rule.id) ? rule.id : randomUUID() }))
}

async function requireTeams(ctx: Context, rules: readonly WrittenRule[]): Promise<void> {
  const known = new Set((await teamDirectory(ctx)).map(({ id }) => id))
  const errors = rules.flatMap(({ outcome }, place) =>
    outcome.kind === 'quiet' || outcome.team === null || known.has(outcome.team)
      ? []
      : [{ pointer: `/rules/${place}/outcome/team`, detail: said`There is no such team.` }],
  )
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}
