import type { Context } from '../platform/context.ts'
import { type CopyRow, findCopies, findCopiesOfSources } from './copy.store.ts'
import { findDeliveries, findOutgoingMails, type OutgoingMailRow } from './outgoing.store.ts'

/** For verbs: what became of the mails that were sent for these sources, by source id. */
export async function mailDeliveries(
  ctx: Context,
  sourceIds: readonly string[],
): Promise<Map<string, Pick<OutgoingMailRow, 'state' | 'reason' | 'sentAt'>>> {
  const rows = await findDeliveries(ctx, sourceIds)
  return new Map(rows.flatMap((row) => (row.sourceId ? [[row.sourceId, row] as const] : [])))
}

/** For verbs: who got the mails of these sources in Cc, and what became of each, by source id. */
export async function mailCopies(
  ctx: Context,
  sourceIds: readonly string[],
): Promise<Map<string, Pick<CopyRow, 'address' | 'state' | 'reason'>[]>> {
  const rows = await findCopiesOfSources(ctx, sourceIds)
  return Map.groupBy(
    rows.map(({ sourceId, address, state, reason }) => ({ sourceId: sourceId ?? '', address, state, reason })),
    ({ sourceId }) => sourceId,
  )
}

/** For verbs: those who got this mail in Cc. */
export const copiesOf = (ctx: Context, mailId: string): Promise<CopyRow[]> => findCopies(ctx, [mailId])

/** A mail that went out, as far as the ticket that it belongs to must know it. */
export type OutgoingMail = Pick<
  OutgoingMailRow,
  'id' | 'kind' | 'createdAt' | 'sentAt' | 'toAddress' | 'reason' | 'ticketId' | 'sourceId'
>

/** For verbs: the mails with these ids, in the order of the ids. */
export async function outgoingMails(ctx: Context, mailIds: readonly string[]): Promise<OutgoingMail[]> {
  const rows = new Map((await findOutgoingMails(ctx, mailIds)).map((row) => [row.id, row]))
  return mailIds.flatMap((id) => rows.get(id) ?? [])
}
