import { groupedMax, type listReportTickets as contract } from '@bellwether/contract/incidents.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { customersBy } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { findRollbacks, type RollbackRow } from './follow-up.store.ts'
import { presentReports, presentRollbacks } from './present-report.ts'
import { findReports, findTicketsByReport } from './report.store.ts'

interface Asked extends Page {
  readonly ticketId?: string | undefined
  readonly customerId?: string | undefined
}

/** Trouble reports, newest first; those of one ticket, or that hit one customer, where it is given. */
export async function listReports(ctx: Context, asked: Asked) {
  allow(ctx, 'incidents.read')
  const { ticketId, customerId, ...page } = asked
  const found = await findReports(ctx, { ...page, ticketId, customerKeys: await keysOf(ctx, customerId) })
  return { ...found, items: await presentReports(ctx, found.items) }
}

/** The tickets of each report of which not everyone has been told, for lists that group by them. */
export async function listReportTickets(ctx: Context): Promise<AnswerOf<typeof contract>> {
  allow(ctx, 'incidents.read')
  const found = await findTicketsByReport(ctx, groupedMax)
  return {
    items: found.map(({ ticketIds, ...report }) => ({ report, ticketIds })),
  }
}

/** Every key that a customer has; undefined where none is asked for. */
async function keysOf(ctx: Context, customerId: string | undefined): Promise<string[] | undefined> {
  if (customerId === undefined) return undefined
  const customer = (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId)
  return customer ? [customer.key, ...customer.otherKeys] : []
}

/** Requests for a rollback, newest first. */
export async function listRollbackRequests(ctx: Context, asked: Page & { state?: RollbackRow['state'] | undefined }) {
  allow(ctx, 'incidents.read')
  const page = await findRollbacks(ctx, { ...asked, state: asked.state })
  return { ...page, items: await presentRollbacks(ctx, page.items) }
}
