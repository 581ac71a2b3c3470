import * as contract from '@bellwether/contract/incidents.ts'
import { getPageByLink } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { decideRollback, decideRollbackByLink, getRollbackByLink } from './decide-rollback.ts'
import { declaredRoutes } from './declared/declared.routes.ts'
import { draftReport } from './draft-report.ts'
import { addReportTicket, editReport } from './edit-report.ts'
import { handOffReport } from './hand-off-report.ts'
import { importReports } from './import-reports.ts'
import { listReports, listReportTickets, listRollbackRequests } from './list-reports.ts'
import { getReport, presentReport, presentRollback } from './present-report.ts'
import { declareOver } from './end-report.ts'
import { tellCustomers } from './tell-customers.ts'

async function rollbackByLink(ctx: Context, token: string) {
  const page = await getPageByLink(ctx, token)
  const request = await getRollbackByLink(ctx, token)
  return {
    request: request ? await presentRollback(ctx, request) : null,
    title: page.title,
    claim: page.body,
    reportUrl: `${ctx.baseUrl}${page.aboutPath}`,
  }
}

export const incidentsRoutes: HandledRoute[] = [
  ...declaredRoutes,
  handle(contract.listReports, ({ ctx, query }) => listReports(ctx, query)),
  handle(contract.listReportTickets, ({ ctx }) => listReportTickets(ctx)),
  handle(contract.draftReport, async ({ ctx, body }) => presentReport(ctx, await draftReport(ctx, body))),
  handle(contract.importReports, ({ ctx, body }) => importReports(ctx, body.reports)),
  handle(contract.getReport, ({ ctx, params }) => getReport(ctx, params.id)),
  handle(contract.editReport, async ({ ctx, params, body }) => {
    await editReport(ctx, params.id, body)
    return presentReport(ctx, params.id)
  }),
  handle(contract.addReportTicket, async ({ ctx, params, body }) => {
    await addReportTicket(ctx, params.id, body.ticketId)
    return presentReport(ctx, params.id)
  }),
  handle(contract.handOffReport, async ({ ctx, params, body }) => {
    await handOffReport(ctx, params.id, body)
    return presentReport(ctx, params.id)
  }),
  handle(contract.listRollbackRequests, ({ ctx, query }) => listRollbackRequests(ctx, query)),
  handle(contract.decideRollback, async ({ ctx, params, body }) =>
    presentReport(ctx, await decideRollback(ctx, params.id, body)),
  ),
  handle(contract.decideRollbackByLink, async ({ ctx, params, body }) =>
    presentRollback(ctx, await decideRollbackByLink(ctx, params.token, body)),
  ),
  handle(contract.getRollbackByLink, ({ ctx, params }) => rollbackByLink(ctx, params.token)),
  handle(contract.declareOver, async ({ ctx, params, body }) => {
    await declareOver(ctx, params.id, body)
    return presentReport(ctx, params.id)
  }),
  handle(contract.tellCustomers, async ({ ctx, params, body }) => {
    await tellCustomers(ctx, params.id, body)
    return presentReport(ctx, params.id)
  }),
]
