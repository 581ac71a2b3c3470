import { type Selectable, sql } from 'kysely'
import type { AfterCare } from '@bellwether/contract/desk.ts'
import { erasedAddress } from '../../platform/erasing/erased.ts'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type CustomerAskRow = Selectable<DeskTables['desk.customerAsks']>
export type CustomerAnswerRow = Selectable<DeskTables['desk.customerAnswers']>

/** What happens by itself; nothing where nobody has set it. */
export async function findAfterCare(ctx: Context): Promise<AfterCare> {
  const row = await deskDb(ctx).selectFrom('desk.afterCare').selectAll().executeTakeFirst()
  return { quiet: row?.quiet ?? null, satisfaction: row?.satisfaction ?? null }
}

export async function writeAfterCare(ctx: Context, { quiet, satisfaction }: AfterCare): Promise<void> {
  const row = { quiet: jsonOf(quiet), satisfaction: jsonOf(satisfaction) }
  await deskDb(ctx)
    .insertInto('desk.afterCare')
    .values({ isOnly: true, ...row })
    .onConflict((conflict) => conflict.column('isOnly').doUpdateSet(row))
    .execute()
}

const jsonOf = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

export async function insertAsk(ctx: Context, ask: Omit<CustomerAskRow, 'id'>): Promise<string> {
  const { id } = await deskDb(ctx).insertInto('desk.customerAsks').values(ask).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function findAsk(ctx: Context, id: string): Promise<CustomerAskRow | undefined> {
  return deskDb(ctx).selectFrom('desk.customerAsks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** When the customer of a ticket was asked last whether it is solved. */
export async function findQuietAsk(ctx: Context, ticketId: string): Promise<CustomerAskRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.customerAsks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'quiet')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertAnswer(ctx: Context, answer: Omit<CustomerAnswerRow, 'id' | 'place'>): Promise<void> {
  await deskDb(ctx).insertInto('desk.customerAnswers').values(answer).execute()
}

/** The last answer to an ask. */
export async function findAnswer(ctx: Context, askId: string): Promise<CustomerAnswerRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.customerAnswers')
    .selectAll()
    .where('askId', '=', askId)
    .orderBy('at', 'desc')
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** So many tickets are looked at in one go; the rest waits for the next. */
const ticketsAtOnce = 200

const askedSince = (kind: CustomerAskRow['kind'], since: 'waiting_since' | 'resolved_at') => sql<boolean>`exists (
  select from desk.customer_asks where ticket_id = tickets.id and kind = ${kind} and at >= tickets.${sql.ref(since)})`

/** Tickets that wait on the customer since before this, who was not asked yet. */
export async function findQuietTickets(ctx: Context, before: Date): Promise<string[]> {
  const rows = await waitingOnCustomer(ctx, before)
    .where(({ not }) => not(askedSince('quiet', 'waiting_since')))
    .execute()
  return rows.map(({ id }) => id)
}

/** Tickets that still wait on the customer, who was asked before this. */
export async function findSilentTickets(ctx: Context, askedBefore: Date): Promise<string[]> {
  const rows = await waitingOnCustomer(ctx, askedBefore)
    .where(
      sql<boolean>`exists (select from desk.customer_asks where ticket_id = tickets.id and kind = 'quiet'
        and at >= tickets.waiting_since and at <= ${askedBefore})`,
    )
    .execute()
  return rows.map(({ id }) => id)
}

const waitingOnCustomer = (ctx: Context, since: Date) =>
  deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('state', '=', 'open')
    .where('waitingOn', '=', 'customer')
    .where('isOurs', '=', false)
    .where('waitingSince', '<=', since)
    .orderBy('waitingSince')
    .limit(ticketsAtOnce)

/**
 * Tickets that were resolved in this time, whose contact wrote in and was answered, and who was asked nothing since;
 * none that was resolved elsewhere.
 */
export async function findTicketsToJudge(
  ctx: Context,
  { from, until }: { from: Date; until: Date },
): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('state', '=', 'resolved')
    .where('resolvedAt', '>', from)
    .where('resolvedAt', '<=', until)
    .where('contactEmail', '<>', erasedAddress)
    .where(({ not }) => not(askedSince('satisfaction', 'resolved_at')))
    .where(({ not }) => not(sql<boolean>`exists (select from desk.imported_tickets where ticket_id = tickets.id)`))
    .where(hasWord('in'))
    .where(hasWord('out'))
    .orderBy('resolvedAt')
    .limit(ticketsAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}

const hasWord = (direction: 'in' | 'out') => sql<boolean>`exists (
  select from desk.messages where ticket_id = tickets.id and direction = ${direction} and not is_automatic)`

/** Whether somebody was asked for their judgement since then, on any ticket. */
export async function findIsJudging(ctx: Context, address: string, since: Date): Promise<boolean> {
  const row = await deskDb(ctx)
    .selectFrom('desk.customerAsks')
    .select('id')
    .where('kind', '=', 'satisfaction')
    .where('address', '=', address)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether the customer of a ticket was asked since then how good the answer was. */
export async function findWasAsked(ctx: Context, ticketId: string, since: Date): Promise<boolean> {
  const row = await deskDb(ctx)
    .selectFrom('desk.customerAsks')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'satisfaction')
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
