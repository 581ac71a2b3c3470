import { type IncidentPart, partElsewhere } from '@bellwether/contract/incidents-declared.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { liveTicketId } from '../../desk/desk.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { lockIncident, lockOpenIncident, noteAct } from './hold-incident.ts'
import { findIncidentOfParts, type IncidentRow, insertIncident, insertPart } from './incident.store.ts'
import { nameParts } from './name-parts.ts'
import { newIncident } from './new-incident.ts'
import { refreshIncident } from './refresh-incident.ts'

/**
 * Declares an incident, of what was found so far or by hand. Where one of its parts is part of an incident that is not
 * closed, that one gets the others: two who declare at once, and who declares again, are in one incident.
 */
export async function declareIncident(
  ctx: Context,
  input: { title: string; parts: readonly IncidentPart[] },
): Promise<string> {
  allow(ctx, 'incidents.write')
  const parts = await liveParts(ctx, input.parts)
  await expectParts(ctx, parts)
  const { title } = input
  const namedBy = title === '' ? parts[0]?.id : null
  if (namedBy === undefined)
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/title', detail: said`Name what is broken in one line.` }],
    })
  return inTransaction(ctx, async (ctx) => {
    const standing = await findIncidentOfParts(ctx, parts)
    if (standing?.closedAt === null) return joinStanding(ctx, standing, parts)
    const incident = await insertIncident(ctx, newIncident(ctx, { title, namedBy }))
    if (!(await insertParts(ctx, incident.id, parts))) throw new Problem(partElsewhere)
    await noteAct(ctx, incident.id, { action: 'declare-incident', what: said`declared the incident` })
    await refreshIncident(ctx, await lockIncident(ctx, incident.id))
    return incident.id
  }).catch(async (error: unknown) => {
    // Somebody else declared it meanwhile: theirs is the one.
    const standing = isElsewhere(error) ? await findIncidentOfParts(ctx, parts) : undefined
    if (!standing) throw error
    return inTransaction(ctx, (ctx) => joinStanding(ctx, standing, parts))
  })
}

const isElsewhere = (error: unknown): boolean => error instanceof Problem && error.kind === partElsewhere

async function joinStanding(ctx: Context, standing: IncidentRow, parts: readonly IncidentPart[]): Promise<string> {
  const incident = await lockIncident(ctx, standing.id)
  if (incident.closedAt !== null) {
    const { number } = incident
    throw new Problem(partElsewhere, said`It is part of incident I${number}, which is closed. Open that one again.`)
  }
  for (const part of inOneOrder(parts)) {
    if (await insertPart(ctx, incident.id, part)) continue
    const other = await findIncidentOfParts(ctx, [part])
    if (other && other.id !== incident.id)
      throw new Problem(partElsewhere, said`It is part of incident I${other.number}.`)
  }
  await noteAct(ctx, incident.id, { action: 'declare-incident' })
  await refreshIncident(ctx, incident)
  return incident.id
}

async function insertParts(ctx: Context, incidentId: string, parts: readonly IncidentPart[]): Promise<boolean> {
  for (const part of inOneOrder(parts)) if (!(await insertPart(ctx, incidentId, part))) return false
  return true
}

/** Two who declare the same, each in an order of their own, do not wait for each other. */
const inOneOrder = (parts: readonly IncidentPart[]): IncidentPart[] =>
  parts.toSorted((one, other) => (one.id < other.id ? -1 : 1))

/** Adds a report, a signal, a ticket or a page to an incident; again changes nothing. */
export async function addIncidentPart(ctx: Context, id: string, asked: IncidentPart): Promise<void> {
  allow(ctx, 'incidents.write')
  const [part = asked] = await liveParts(ctx, [asked])
  await expectParts(ctx, [part])
  await inTransaction(ctx, async (ctx) => {
    const incident = await lockOpenIncident(ctx, id)
    if (!(await insertPart(ctx, id, part))) {
      const other = await findIncidentOfParts(ctx, [part])
      if (other?.id === id) return
      throw new Problem(partElsewhere, said`It is part of incident I${other?.number ?? 0}.`)
    }
    await noteAct(ctx, id, { action: 'add-incident-part', detail: { kind: part.kind, part: part.id } })
    await refreshIncident(ctx, incident)
  })
}

/** The same parts, each once, tickets as the ones in which they go on. */
async function liveParts(ctx: Context, parts: readonly IncidentPart[]): Promise<IncidentPart[]> {
  const live: IncidentPart[] = []
  for (const { kind, id } of parts) {
    const part = { kind, id: kind === 'ticket' ? ((await liveTicketId(asPart(ctx), id)) ?? id) : id }
    if (!live.some((one) => one.kind === part.kind && one.id === part.id)) live.push(part)
  }
  return live
}

/** Says where one of them does not exist. */
async function expectParts(ctx: Context, parts: readonly IncidentPart[]): Promise<void> {
  const names = await nameParts(ctx, parts)
  if (!parts.every(({ id }) => names.has(id)))
    throw new Problem(notFound, said`There is no such report, signal, ticket or page.`)
}
