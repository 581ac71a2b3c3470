import { liveTicketId, ticketRefs } from '../desk/desk.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { moveTicketOfIncident } from './declared/move-ticket.ts'
import { lockReport } from './edit-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findReportsOfTicket, moveReportTicket } from './report.store.ts'
import { dropWaiting, moveTold } from './telling.store.ts'

/** A ticket was merged: its reports and its incident are about the one in which it goes on, and nobody is told twice. */
export async function followMerge(ctx: Context, { ticketId }: { ticketId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    for (const reportId of await findReportsOfTicket(ctx, ticketId)) await moveTicket(ctx, reportId, ticketId)
    const intoId = await liveTicketId(asPart(ctx), ticketId)
    if (intoId !== undefined && intoId !== ticketId) await moveTicketOfIncident(ctx, ticketId, intoId)
  })
}

/**
 * On one report. Who was told on the merged ticket is told, where the one that goes on has the same contact;
 * a telling that still waits goes there once, or ends where that is told already.
 */
export async function moveTicket(ctx: Context, reportId: string, ticketId: string): Promise<void> {
  await lockReport(ctx, reportId)
  const intoId = await liveTicketId(asPart(ctx), ticketId)
  if (intoId === undefined || intoId === ticketId) return
  const [one, other] = await ticketRefs(asPart(ctx), [ticketId, intoId])
  const move = { reportId, fromId: ticketId, intoId }
  await moveReportTicket(ctx, move)
  await moveTold(ctx, move, one?.contactEmail === other?.contactEmail ? ['waiting', 'told', 'unheard'] : ['waiting'])
  await dropWaiting(ctx, { reportId, ticketId })
  await announce(ctx, reportChanged, { reportId })
}
