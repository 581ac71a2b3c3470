import { listedPartsMax } from '@bellwether/contract/incidents-declared.ts'
import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { findIncidents, findPartsOfOpen } from './incident.store.ts'
import { presentIncidents } from './present-incident.ts'

/** Incidents, those that are not closed first; that of one report, signal, ticket or page where it is given. */
export async function listIncidents(
  ctx: Context,
  { open, part, ...page }: Page & { open?: boolean | undefined; part?: string | undefined },
) {
  allow(ctx, 'incidents.read')
  const found = await findIncidents(ctx, { ...page, open, part })
  return { ...found, items: await presentIncidents(ctx, found.items) }
}

/** What belongs to an incident that is not closed. */
export async function listIncidentParts(ctx: Context) {
  allow(ctx, 'incidents.read')
  const parts = await findPartsOfOpen(ctx, listedPartsMax)
  return {
    items: parts.map(({ kind, partId, incidentId, number }) => ({
      kind,
      id: partId,
      incident: { id: incidentId, number },
    })),
  }
}
