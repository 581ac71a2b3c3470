import type { Context } from '../platform/context.ts'
import { type Page, readCursor, toPage } from '../platform/database/page-after.ts'
import { allow } from '../platform/permissions.ts'
import { findRollbacks, type RollbackRow } from './follow-up.store.ts'
import { presentReports, presentRollbacks } from './present-report.ts'
import { findReports } from './report.store.ts'

/** Trouble reports, newest first; those of one ticket where it is given. */
export async function listReports(ctx: Context, asked: Page & { ticketId?: string | undefined }) {
  allow(ctx, 'incidents.read')
  const { ticketId, limit } = asked
  const rows = await findReports(ctx, { ticketId, after: readCursor(asked.cursor), limit: limit + 1 })
  const page = toPage(rows, limit, (row) => row.createdAt)
  return { ...page, items: await presentReports(ctx, page.items) }
}

/** Requests for a rollback, newest first. */
export async function listRollbackRequests(ctx: Context, asked: Page & { state?: RollbackRow['state'] | undefined }) {
  allow(ctx, 'incidents.read')
  const { state, limit } = asked
  const rows = await findRollbacks(ctx, { state, after: readCursor(asked.cursor), limit: limit + 1 })
  const page = toPage(rows, limit, (row) => row.askedAt)
  return { ...page, items: await presentRollbacks(ctx, page.items) }
}
