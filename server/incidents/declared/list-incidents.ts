import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { findIncidents } from './incident.store.ts'
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
