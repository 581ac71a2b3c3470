import type { Context } from '../context.ts'
import { findDeliveries, findOutgoingMails, type OutgoingMailRow } from './outgoing.store.ts'

/** What became of the mails that were sent for these sources, by source id. */
export async function mailDeliveries(
  ctx: Context,
  sourceIds: readonly string[],
): Promise<Map<string, Pick<OutgoingMailRow, 'state' | 'reason' | 'sentAt'>>> {
  const rows = await findDeliveries(ctx, sourceIds)
  return new Map(rows.flatMap((row) => (row.sourceId ? [[row.sourceId, row] as const] : [])))
}

/** The tickets for which these mails were sent. */
export async function ticketsOfOutgoing(ctx: Context, mailIds: readonly string[]): Promise<string[]> {
  const rows = await findOutgoingMails(ctx, mailIds)
  return rows.flatMap((row) => row.ticketId ?? [])
}
