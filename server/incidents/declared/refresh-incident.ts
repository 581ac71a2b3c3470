import type { Severity } from '@bellwether/contract/incidents-declared.ts'
import { customersBy } from '../../customers/customers.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { asPart } from '../../platform/permissions.ts'
import { incidentChanged } from '../incidents.events.ts'
import { findAffected } from '../report.store.ts'
import { type IncidentRow, updateIncident } from './incident.store.ts'
import { findPolicy } from './policy.store.ts'
import { findSources, insertLines, type NewLine } from './line.store.ts'
import { linesOf } from './line.rules.ts'
import { type Facts, readFacts, stepFacts } from './read-facts.ts'
import { graver, type Impact, impactSeen, severityOf } from './severity.rules.ts'
import { earliest, furthest, stepsOf } from './step.rules.ts'
import { wordDueAt } from './word.rules.ts'

/**
 * For verbs that hold the incident: brings up to date what follows from its parts: its time line, how severe it is and
 * how far. Again changes nothing; a severity that the rule gave rises and never falls.
 */
export async function refreshIncident(ctx: Context, incident: IncidentRow): Promise<void> {
  const facts = await readFacts(ctx, incident)
  const impact = await impactOf(ctx, facts)
  const change = {
    severityByRule: graver(incident.severityByRule, severityOf(impact)),
    step: furthest(stepsOf(stepFacts(facts))),
    customers: impact.customers,
    tickets: facts.tickets.length,
    beganAt: incident.isBeginningChosen ? incident.beganAt : beganAt(facts),
  }
  const wordDueAt = await dueOf(ctx, facts, change.severityByRule)
  const known = await findSources(ctx, incident.id)
  const lines = [...linesOf(facts), ...lineOfRise(ctx, incident, { ...change, impact })]
  const added = await insertLines(
    ctx,
    incident.id,
    lines.filter(({ source }) => !known.has(source)),
  )
  const isChanged = isOtherThan(incident, { ...change, wordDueAt })
  if (isChanged) await updateIncident(ctx, incident.id, { ...change, wordDueAt })
  if (added > 0 || isChanged) await announce(ctx, incidentChanged, { incidentId: incident.id })
}

type Followed = Pick<IncidentRow, 'severityByRule' | 'step' | 'customers' | 'tickets' | 'beganAt' | 'wordDueAt'>

const isOtherThan = (incident: Followed, change: Followed): boolean =>
  incident.severityByRule !== change.severityByRule ||
  incident.step !== change.step ||
  incident.customers !== change.customers ||
  incident.tickets !== change.tickets ||
  incident.beganAt?.getTime() !== change.beganAt?.getTime() ||
  incident.wordDueAt?.getTime() !== change.wordDueAt?.getTime()

/** The line that says that it is graver than it was, where no person chose how grave it is. */
function lineOfRise(
  ctx: Context,
  incident: IncidentRow,
  { severityByRule, impact: { customers, vips } }: { severityByRule: Severity; impact: Impact },
): NewLine[] {
  if (severityByRule === incident.severityByRule || incident.severityChosen !== null) return []
  const what = said`is ${severityByRule.toUpperCase()} now: ${customers} customers are hit, ${vips} of them VIP`
  return [{ source: `severity ${severityByRule}`, partId: null, at: now(ctx), who: '', what, path: null }]
}

/** When whoever wrote in hears next. A ticket of no report is answered for itself: the clocks of the desk are its own. */
async function dueOf(ctx: Context, { incident, reports }: Facts, severityByRule: Severity): Promise<Date | null> {
  const waiting = reports.filter(
    ({ row, ticketIds, isImported }) => row.state !== 'told' && ticketIds.length > 0 && !isImported,
  )
  return wordDueAt({
    declaredAt: incident.declaredAt,
    decision: incident.decision,
    waiting: waiting.map(({ told }) => ({ lastWordAt: told?.askedAt ?? null, promisedBy: told?.nextBy ?? null })),
    policy: await findPolicy(ctx, incident.severityChosen ?? severityByRule),
  })
}

/** Who is hit by any of its reports, each once, and the customers of its tickets; or as many as a signal saw. */
async function impactOf(ctx: Context, { reports, signals, tickets }: Facts): Promise<Impact> {
  const keys = new Set<string>()
  for (const { row } of reports) for (const { customerKey } of await findAffected(ctx, row.id)) keys.add(customerKey)
  const byKey = await customersBy(asPart(ctx), 'key', [...keys])
  const wrote = await customersBy(asPart(ctx), 'id', [
    ...new Set(tickets.flatMap(({ customerId }) => customerId ?? [])),
  ])
  const known = new Map([...byKey.values(), ...wrote.values()].map((one) => [one.id, one]))
  const unknown = [...keys].filter((key) => !byKey.has(key)).length
  const named = {
    customers: known.size + unknown,
    vips: [...known.values()].filter(({ isVip }) => isVip).length,
  }
  return impactSeen(
    named,
    signals.map(({ customers }) => customers?.seen ?? 0),
  )
}

const beganAt = ({ reports, signals }: Facts): Date | null =>
  earliest([
    ...reports.flatMap(({ row }) => row.firstSeenAt ?? []),
    ...signals.map(({ firstSeenAt }) => new Date(firstSeenAt)),
  ])
