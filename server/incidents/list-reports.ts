import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow } from '../platform/permissions.ts'
import { findRollbacks, type RollbackRow } from './follow-up.store.ts'
import { presentReports, presentRollbacks } from './present-report.ts'
import { findReports } from './report.store.ts'

/** Trouble reports, newest first; those of one ticket where it is given. */
export async function listReports(ctx: Context, asked: Page & { ticketId?: string | undefined }) {
  allow(ctx, 'incidents.read')
  const page = await findReports(ctx, { ...asked, ticketId: asked.ticketId })
  return { ...page, items: await presentReports(ctx, page.items) }
}

/** Requests for a rollback, newest first. */
export async function listRollbackRequests(ctx: Context, asked: Page & { state?: RollbackRow['state'] | undefined }) {
  allow(ctx, 'incidents.read')
  const page = await findRollbacks(ctx, { ...asked, state: asked.state })
  return { ...page, items: await presentRollbacks(ctx, page.items) }
}
