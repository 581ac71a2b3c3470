import { randomUUID } from 'node:crypto'
import { conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { Problem } from '../../platform/problem.ts'
import { incidentChanged } from '../incidents.events.ts'
import { type IncidentRow, lockIncidents } from './incident.store.ts'
import { insertLines } from './line.store.ts'

/** The incident, locked until the transaction ends. */
export async function lockIncident(ctx: Context, id: string): Promise<IncidentRow> {
  const [incident] = await lockIncidents(ctx, [id])
  if (!incident) throw new Problem(notFound, said`There is no such incident.`)
  return incident
}

/** The same of one that is not closed: what is over stays as it was, unless it is opened again. */
export async function lockOpenIncident(ctx: Context, id: string): Promise<IncidentRow> {
  const incident = await lockIncident(ctx, id)
  if (incident.closedAt !== null)
    throw new Problem(conflict, said`This incident is closed. Open it again to change it.`)
  return incident
}

/** For verbs: what somebody did with an incident, in its time line, in the audit and on every screen that shows it. */
export async function noteAct(
  ctx: Context,
  incidentId: string,
  { action, what, detail = {} }: { action: string; what?: string; detail?: Record<string, unknown> },
): Promise<void> {
  if (what !== undefined) {
    const line = { source: `act ${randomUUID()}`, partId: null, at: now(ctx), who: actorName(ctx.actor), path: null }
    await insertLines(ctx, incidentId, [{ ...line, what }])
  }
  await recordAudit(ctx, { action: `incidents.${action}`, about: { module: 'incidents', id: incidentId }, detail })
  await announce(ctx, incidentChanged, { incidentId })
}

/** The id of whoever acts; null: a program in its own name. */
export const actingPerson = ({ actor }: Context): string | null => (actor.kind === 'person' ? actor.personId : null)
