import type { IncidentRole } from '@bellwether/contract/incidents-declared.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { signalTitle } from '@bellwether/contract/signal-title.ts'
import { type Names, namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { type Affected, affectedBy, presentReports } from '../present-report.ts'
import { detectionsOf, type Noticed } from './detection.rules.ts'
import { findIncident, findIncidentNumbers, findLiaisons, findRoles, type IncidentRow } from './incident.store.ts'
import { type CommentRow, findComments, findLines, type LineRow } from './line.store.ts'
import { nameIncidents } from './name-incidents.ts'
import { findPolicy } from './policy.store.ts'
import { proposeRoles } from './propose-roles.ts'
import { type Facts, readFacts, stepFacts } from './read-facts.ts'
import { nextOf, stepsOf } from './step.rules.ts'

/** Rows of the list of incidents. */
export async function presentIncidents(ctx: Context, rows: readonly IncidentRow[]) {
  const numbers = await findIncidentNumbers(
    ctx,
    rows.flatMap(({ mergedInto }) => mergedInto ?? []),
  )
  const titleOf = await nameIncidents(ctx, rows)
  const liaisons = await findLiaisons(
    ctx,
    rows.map(({ id }) => id),
  )
  const names = await namesById(ctx, { people: [...liaisons.values(), ...rows.map(({ declaredBy }) => declaredBy)] })
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: titleOf(row),
    severity: row.severityChosen ?? row.severityByRule,
    step: row.step,
    declaredAt: row.declaredAt,
    beganAt: row.beganAt,
    closedAt: row.closedAt,
    mergedInto: row.mergedInto === null ? null : { id: row.mergedInto, number: numbers.get(row.mergedInto) ?? 0 },
    customers: row.customers,
    tickets: row.tickets,
    declaredBy: row.declaredBy === null ? null : names.person(row.declaredBy),
    liaison: personIn(liaisons.get(row.id), names),
    wordDueAt: row.wordDueAt,
  }))
}

const personIn = (id: string | undefined, names: Names) => (id === undefined ? null : names.person(id))

/** One incident with everything that hangs on it. */
export async function getIncident(ctx: Context, id: string) {
  allow(ctx, 'incidents.read')
  return presentIncident(ctx, id)
}

/** The incident as the answer of a verb that changed it. */
export async function presentIncident(ctx: Context, id: string) {
  const row = await findIncident(ctx, id)
  const [summary] = row ? await presentIncidents(ctx, [row]) : []
  if (!row || !summary) throw new Problem(notFound, said`There is no such incident.`)
  const facts = await readFacts(ctx, row)
  const roles = await findRoles(ctx, id)
  const lines = await findLines(ctx, id)
  const comments = await findComments(ctx, id)
  const names = await namesById(ctx, {
    people: [
      row.severityChosenBy,
      row.decidedBy,
      ...roles.map(({ personId }) => personId),
      ...lines.map(({ correctedBy }) => correctedBy),
      ...comments.map(({ personId }) => personId),
    ],
  })
  const taken = new Map<IncidentRole, string>(roles.map(({ role, personId }) => [role, personId]))
  return {
    ...summary,
    ...chosen(row, names),
    severityByRule: row.severityByRule,
    steps: stepsOf(stepFacts(facts)),
    next: nextOf(stepFacts(facts)),
    roles: roles.map(({ role, personId, since }) => ({ role, person: names.person(personId), since })),
    proposed: row.closedAt === null ? await proposeRoles(ctx, facts, taken) : [],
    decisionByPolicy: (await findPolicy(ctx, row.severityChosen ?? row.severityByRule)).decision,
    ...(await partsOf(ctx, facts)),
    hit: await hitBy(ctx, facts),
    detections: detectionsOf(noticedBy(facts)),
    lines: presentLines(lines, { comments, names }),
  }
}

const noticedBy = ({ incident, signals, tickets, pages }: Facts): Noticed => ({
  beganAt: incident.beganAt,
  declaredAt: incident.declaredAt,
  signals: signals.map(({ detectedAt }) => new Date(detectedAt)),
  tickets: tickets.map(({ createdAt }) => createdAt),
  pages: pages.map(({ createdAt }) => createdAt),
})

const chosen = (row: IncidentRow, names: Names) => ({
  severityChosen:
    row.severityChosenBy === null ? null : { by: names.person(row.severityChosenBy), reason: row.severityReason ?? '' },
  decision:
    row.decision === null || row.decidedBy === null || row.decidedAt === null
      ? null
      : { kind: row.decision, reason: row.decisionReason ?? '', by: names.person(row.decidedBy), at: row.decidedAt },
})

const partsOf = async (ctx: Context, { parts, reports, signals, tickets, pages }: Facts) => ({
  parts,
  reports: await presentReports(
    ctx,
    reports.map(({ row }) => row),
  ),
  signals: signals.map((signal) => ({
    id: signal.id,
    title: signalTitle(signal),
    detectedAt: signal.detectedAt,
    recoveredAt: signal.recoveredAt,
  })),
  ticketList: tickets.map(({ id, number, subject, customerName }) => ({ id, number, subject, customerName })),
  pages: pages.map(({ id, title, state, team, createdAt }) => ({
    id,
    title,
    state,
    team,
    at: createdAt,
  })),
})

/** Who is hit by its reports, each once: VIPs first, then by how many errors they got. */
async function hitBy(ctx: Context, { reports }: Facts): Promise<Affected[]> {
  const hit = new Map<string, Affected>()
  for (const { row } of reports) {
    for (const one of await affectedBy(ctx, row)) {
      const before = hit.get(one.customerKey)
      hit.set(one.customerKey, before === undefined ? one : joined(before, one))
    }
  }
  return [...hit.values()].toSorted(
    (one, other) => Number(other.isVip) - Number(one.isVip) || other.errors - one.errors,
  )
}

const joined = (one: Affected, other: Affected): Affected => ({
  ...one,
  errors: one.errors + other.errors,
  firstSeenAt: one.firstSeenAt < other.firstSeenAt ? one.firstSeenAt : other.firstSeenAt,
  ticket: one.ticket ?? other.ticket,
  // Told of all that hits them, or not told.
  toldAt: one.toldAt !== null && other.toldAt !== null ? one.toldAt : null,
})

function presentLines(lines: readonly LineRow[], of: { comments: readonly CommentRow[]; names: Names }) {
  const byLine = Map.groupBy(of.comments, ({ lineId }) => lineId)
  return lines.map(({ id, at, who, what, path, isByPerson, isLeftOut, ...line }) => ({
    id,
    at,
    who,
    what,
    path,
    isByPerson,
    isLeftOut,
    corrected:
      line.correctedBy === null || line.firstAt === null || line.firstWhat === null
        ? null
        : { by: of.names.person(line.correctedBy), what: line.firstWhat, at: line.firstAt },
    comments: (byLine.get(id) ?? []).map(({ id, personId, at, text }) => ({
      id,
      by: of.names.person(personId),
      at,
      text,
    })),
  }))
}
