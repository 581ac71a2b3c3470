import type { Context } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { incidentChanged } from '../incidents.events.ts'
import { findIncidentOfPart, lockIncidents, movePart } from './incident.store.ts'

/** For verbs: a ticket was merged: the incident of which it is a part is about the one in which it goes on. */
export async function moveTicketOfIncident(ctx: Context, ticketId: string, intoId: string): Promise<void> {
  const incidentId = await findIncidentOfPart(ctx, ticketId)
  if (incidentId === undefined) return
  // First the incident, then its parts: so does whoever merges or splits it.
  await lockIncidents(ctx, [incidentId])
  await movePart(ctx, 'ticket', ticketId, intoId)
  await announce(ctx, incidentChanged, { incidentId })
}
