import { reportAlreadyHandedOff, type ReportText } from '@bellwether/contract/incidents.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { ticketRefs } from '../desk/desk.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { addTicket } from './draft-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findReportForUpdate, type ReportRow, updateReport } from './report.store.ts'

/** The report, locked until the transaction ends. */
export async function lockReport(ctx: Context, id: string): Promise<ReportRow> {
  const report = await findReportForUpdate(ctx, id)
  if (!report) throw new Problem(notFound, said`There is no such report.`)
  return report
}

/** Changes the text of a draft. What went out with a page stays as it was read. */
export async function editReport(
  ctx: Context,
  id: string,
  change: { [Field in keyof ReportText]?: string | undefined },
): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if (report.state !== 'draft') throw new Problem(reportAlreadyHandedOff)
    const fields = Object.entries(change).filter(([, text]) => text !== undefined)
    if (fields.length > 0) await updateReport(ctx, id, Object.fromEntries(fields))
    await recordAudit(ctx, { action: 'incidents.edit-report', about: { module: 'incidents', id } })
    await announce(ctx, reportChanged, { reportId: id })
  })
}

export async function addReportTicket(ctx: Context, id: string, ticketId: string): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if ((await ticketRefs(asPart(ctx), [ticketId])).length === 0)
      throw new Problem(notFound, said`There is no such ticket.`)
    await addTicket(ctx, report, { ticketId, isByPerson: true })
    const about = { module: 'incidents', id }
    await recordAudit(ctx, { action: 'incidents.add-report-ticket', about, detail: { ticketId } })
    await announce(ctx, reportChanged, { reportId: id })
  })
}
