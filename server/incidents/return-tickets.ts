import { said } from '@bellwether/contract/said.ts'
import { addNote, returnFromIncident } from '../desk/desk.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { JobKind } from '../platform/jobs/start-jobs.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { findReportTickets, markReturned } from './report.store.ts'

export const returningQueue = 'incidents.return-tickets'

/** Brings the tickets of a report that is over back to support; started again, it goes on where it stopped. */
export const returnTicketsJob: JobKind = {
  queue: returningQueue,
  verb: (ctx, { reportId, sentence }) => returnTickets(ctx, { reportId: reportId ?? '', sentence: sentence ?? '' }),
}

/** One transaction a ticket: whoever works on one of many does not wait for the others. */
async function returnTickets(
  ctx: Context,
  { reportId, sentence }: { reportId: string; sentence: string },
): Promise<void> {
  allowJobsOnly(ctx)
  const text = `${sentence}\n${said`The customer can be told: ${`${ctx.baseUrl}/reports/${reportId}`}`}`
  for (const { ticketId } of await findReportTickets(ctx, [reportId])) {
    await inTransaction(ctx, async (ctx) => {
      if (!(await markReturned(ctx, { reportId, ticketId }))) return
      await returnFromIncident(asPart(ctx), ticketId, reportId)
      await addNote(asPart(ctx), ticketId, text)
    })
  }
}
