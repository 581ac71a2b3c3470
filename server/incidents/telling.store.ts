import type { Selectable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { incidentsDb, type IncidentsTables } from './incidents.tables.ts'

export type TellingRow = Selectable<IncidentsTables['incidents.tellings']>
export type TellingTicketRow = Selectable<IncidentsTables['incidents.tellingTickets']>
/** A ticket of a telling, with who asked for it and what it says. */
export type ToldRow = TellingTicketRow & Pick<TellingRow, 'text' | 'personId' | 'nextBy'>

export async function insertTelling(
  ctx: Context,
  telling: Pick<TellingRow, 'reportId' | 'round' | 'text' | 'personId' | 'nextBy'>,
): Promise<string> {
  const { id } = await incidentsDb(ctx)
    .insertInto('incidents.tellings')
    .values({ ...telling, askedAt: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Claims tickets for a telling; those that are told or claimed in this round are left out. Returns how many. */
export async function claimTickets(
  ctx: Context,
  telling: { id: string; reportId: string; round: number },
  ticketIds: readonly string[],
): Promise<number> {
  const { id: tellingId, reportId, round } = telling
  let claimed = 0
  // A statement has at most 65,535 values.
  for (let at = 0; at < ticketIds.length; at += 1000) {
    const some = ticketIds.slice(at, at + 1000)
    const result = await incidentsDb(ctx)
      .insertInto('incidents.tellingTickets')
      .values(
        some.map((ticketId) => ({ tellingId, ticketId, reportId, round, messageId: null, reason: null, at: null })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    claimed += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  return claimed
}

export async function findTelling(ctx: Context, id: string): Promise<TellingRow | undefined> {
  return incidentsDb(ctx).selectFrom('incidents.tellings').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The tickets of a telling that are still to be told. */
export async function findWaitingTickets(ctx: Context, tellingId: string): Promise<string[]> {
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.tellingTickets')
    .select('ticketId')
    .where('tellingId', '=', tellingId)
    .where('state', '=', 'waiting')
    .orderBy('ticketId')
    .execute()
  return rows.map((row) => row.ticketId)
}

/** Writes what became of one ticket, once: false when it was written before. */
export async function settleTicket(
  ctx: Context,
  of: { tellingId: string; ticketId: string },
  end: { state: 'told'; messageId: string } | { state: 'refused'; reason: string },
): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .updateTable('incidents.tellingTickets')
    .set({ ...end, at: now(ctx) })
    .where('tellingId', '=', of.tellingId)
    .where('ticketId', '=', of.ticketId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * What was told, or is to be told, about a merged ticket counts for the one in which it goes on, unless that
 * is told, or being told, in the same round.
 */
export async function moveTold(
  ctx: Context,
  { reportId, fromId, intoId }: { reportId: string; fromId: string; intoId: string },
  states: readonly TellingTicketRow['state'][],
): Promise<void> {
  await incidentsDb(ctx)
    .updateTable('incidents.tellingTickets as moved')
    .set({ ticketId: intoId })
    .where('moved.reportId', '=', reportId)
    .where('moved.ticketId', '=', fromId)
    .where('moved.state', 'in', [...states])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('incidents.tellingTickets as there')
            .select('there.ticketId')
            .where('there.reportId', '=', reportId)
            .where('there.ticketId', '=', intoId)
            .where((of) =>
              of.or([
                of('there.tellingId', '=', of.ref('moved.tellingId')),
                of.and([of('there.round', '=', of.ref('moved.round')), of('there.state', 'in', ['waiting', 'told'])]),
              ]),
            ),
        ),
      ),
    )
    .execute()
}

/** Nothing more is told on a ticket that goes on elsewhere. */
export async function dropWaiting(ctx: Context, of: { reportId: string; ticketId: string }): Promise<void> {
  await incidentsDb(ctx)
    .deleteFrom('incidents.tellingTickets')
    .where('reportId', '=', of.reportId)
    .where('ticketId', '=', of.ticketId)
    .where('state', '=', 'waiting')
    .execute()
}

/** A mail that did not arrive has told nobody: its ticket can be told again in this round. */
export async function markUnheard(ctx: Context, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await incidentsDb(ctx)
    .updateTable('incidents.tellingTickets')
    .set({ state: 'unheard' })
    .where('messageId', 'in', [...messageIds])
    .where('state', '=', 'told')
    .execute()
}

/** Everything that was told, and is to be told, about a report; the earliest first. */
export async function findToldTickets(ctx: Context, reportId: string): Promise<ToldRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.tellingTickets as ticket')
    .innerJoin('incidents.tellings as telling', 'telling.id', 'ticket.tellingId')
    .selectAll('ticket')
    .select(['telling.text', 'telling.personId', 'telling.nextBy'])
    .where('ticket.reportId', '=', reportId)
    .orderBy('telling.askedAt')
    .orderBy('ticket.at', (order) => order.asc().nullsLast())
    .orderBy('ticket.ticketId')
    .execute()
}

/** The newest telling of each of these reports. */
export async function findNewestTellings(ctx: Context, reportIds: readonly string[]): Promise<TellingRow[]> {
  if (reportIds.length === 0) return []
  return incidentsDb(ctx)
    .selectFrom('incidents.tellings')
    .selectAll()
    .distinctOn('reportId')
    .where('reportId', 'in', reportIds)
    .orderBy('reportId')
    .orderBy('askedAt', 'desc')
    .execute()
}

/** What became of each ticket in each telling of these reports: without the texts, which may be long and are many. */
export async function findToldFacts(
  ctx: Context,
  reportIds: readonly string[],
): Promise<Pick<TellingTicketRow, 'tellingId' | 'reportId' | 'ticketId' | 'round' | 'state'>[]> {
  if (reportIds.length === 0) return []
  return incidentsDb(ctx)
    .selectFrom('incidents.tellingTickets')
    .select(['tellingId', 'reportId', 'ticketId', 'round', 'state'])
    .where('reportId', 'in', reportIds)
    .execute()
}
