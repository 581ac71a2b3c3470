import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Condition } from '@bellwether/contract/condition.ts'
import { conditionSql, likeOf } from '../platform/database/condition-sql.ts'
import { onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'
import { orderOf, type QueueOrder, sortedBy } from './queue-order.store.ts'
import { countColumns, ticketColumns } from './ticket-columns.ts'

export type TicketRow = Selectable<DeskTables['desk.tickets']>
export async function insertTicket(ctx: Context, ticket: Insertable<DeskTables['desk.tickets']>): Promise<TicketRow> {
  return deskDb(ctx).insertInto('desk.tickets').values(ticket).returningAll().executeTakeFirstOrThrow()
}

export async function findTicketForUpdate(ctx: Context, id: string): Promise<TicketRow | undefined> {
  return deskDb(ctx).selectFrom('desk.tickets').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The same, unless it was merged, also while we waited for it. */
export async function findUnmergedForUpdate(ctx: Context, id: string): Promise<TicketRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .selectAll()
    .where('id', '=', id)
    .where('mergedIntoId', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateTicket(
  ctx: Context,
  id: string,
  change: Updateable<DeskTables['desk.tickets']>,
): Promise<void> {
  await deskDb(ctx).updateTable('desk.tickets').set(change).where('id', '=', id).execute()
}

export async function findTicket(ctx: Context, idOrNumber: string): Promise<TicketRow | undefined> {
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .selectAll()
    .$if(/^\d+$/.test(idOrNumber), (query) => query.where('number', '=', Number(idOrNumber)))
    .$if(!/^\d+$/.test(idOrNumber), (query) => query.where('id', '=', idOrNumber))
    .executeTakeFirst()
}

/** The ticket, or the one in which it goes on since it was merged. */
export async function findLiveTicket(ctx: Context, idOrNumber: string): Promise<TicketRow | undefined> {
  let ticket = await findTicket(ctx, idOrNumber)
  while (ticket && ticket.mergedIntoId !== null) ticket = await findTicket(ctx, ticket.mergedIntoId)
  return ticket
}

export async function findTickets(ctx: Context, ids: readonly string[]): Promise<TicketRow[]> {
  if (ids.length === 0) return []
  return deskDb(ctx).selectFrom('desk.tickets').selectAll().where('id', 'in', ids).execute()
}

/** The tickets with these ids, by id; for a merged one that in which it goes on. */
export async function findLiveTickets(ctx: Context, ids: readonly string[]): Promise<Map<string, TicketRow>> {
  const rows = new Map((await findTickets(ctx, ids)).map((row) => [row.id, row]))
  for (const [id, { mergedIntoId }] of rows) {
    const live = mergedIntoId === null ? undefined : await findLiveTicket(ctx, mergedIntoId)
    if (live) rows.set(id, live)
  }
  return rows
}

interface Queue extends Page {
  readonly where: Condition
  /** Part of a subject or of an address, or a number. */
  readonly search: string | undefined
  readonly order: QueueOrder
}

/** The tickets of a whole queue, in its order; so many at most. */
export async function findQueueIds(ctx: Context, queue: Omit<Queue, keyof Page>, limit: number): Promise<string[]> {
  const { items } = await findQueue(ctx, { ...queue, limit })
  return items.map(({ id }) => id)
}

/** One page of a queue. */
export async function findQueue(
  ctx: Context,
  { where, search, order, cursor, limit }: Queue,
): Promise<PageOf<TicketRow>> {
  const rows = deskDb(ctx)
    .selectFrom('desk.tickets')
    .selectAll()
    .select(sortedBy(order))
    .where(conditionSql(where, ticketColumns))
    .$if(search !== undefined, (query) => query.where(isNamed(search ?? '')))
  return onePage(rows, orderOf(order), { cursor, limit })
}

function isNamed(text: string): RawBuilder<boolean> {
  const number = /^\s*#?(\d{1,9})\s*$/.exec(text)?.[1]
  const isNumber = number === undefined ? sql`` : sql` or number = ${Number(number)}`
  return sql`exists (
    select from desk.named_tickets
    where ticket_id = tickets.id
      and (subject ilike ${likeOf(text)} or contact_email ilike ${likeOf(text)}${isNumber})
  )`
}

/** How many tickets there are of which this holds; so many at most. */
export async function countQueue(ctx: Context, where: Condition, limit: number): Promise<number> {
  const { count } = await deskDb(ctx)
    .selectFrom((db) =>
      db.selectFrom('desk.tickets').select('id').where(conditionSql(where, ticketColumns)).limit(limit).as('some'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many tickets each of these conditions finds, from the counts that are kept. */
export async function countTicketsWhere(ctx: Context, conditions: readonly Condition[]): Promise<number[]> {
  const sums = conditions.map((condition, at) =>
    sql<number>`coalesce(sum(count) filter (where ${conditionSql(condition, countColumns)}), 0)::int`.as(String(at)),
  )
  const found = await deskDb(ctx).selectFrom('desk.ticketCounts').select(sums).executeTakeFirstOrThrow()
  return conditions.map((_, at) => found[String(at)] ?? 0)
}

/** Sums up what was added to the counts; what others add meanwhile stays beside it, and so does what is summed up. */
export async function sumUpTicketCounts(ctx: Context): Promise<void> {
  const shape = sql.raw(`state, waiting_on, is_team_asked, owner_id, is_documented, is_snoozed`)
  await sql`
    with several as (
      select ${shape} from desk.ticket_counts group by ${shape} having count(*) > 1
    ), added as (
      delete from desk.ticket_counts one using several
      where (one.state, one.waiting_on, one.is_team_asked, one.owner_id, one.is_documented, one.is_snoozed)
        is not distinct from
        (several.state, several.waiting_on, several.is_team_asked, several.owner_id, several.is_documented,
         several.is_snoozed)
      returning one.*
    )
    insert into desk.ticket_counts (${shape}, count)
    select ${shape}, sum(count) from added group by ${shape} having sum(count) <> 0`.execute(deskDb(ctx))
}

/** Open tickets of an owner, by their numbers. */
export async function findOpenTicketIdsOf(ctx: Context, ownerId: string): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('state', '=', 'open')
    .orderBy('number')
    .execute()
  return rows.map(({ id }) => id)
}

export async function findTicketsOfContacts(
  ctx: Context,
  of: { customerIds: readonly string[]; since: Date },
): Promise<TicketRow[]> {
  if (of.customerIds.length === 0) return []
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .selectAll()
    .where('customerId', 'in', of.customerIds)
    .where('createdAt', '>=', of.since)
    .where('state', 'in', ['open', 'resolved'])
    .orderBy('createdAt')
    .execute()
}

export async function findTicketIdsOf(ctx: Context, customerId: string): Promise<string[]> {
  const rows = await deskDb(ctx).selectFrom('desk.tickets').select('id').where('customerId', '=', customerId).execute()
  return rows.map(({ id }) => id)
}

/** Open tickets of whoever is nobody's contact, by their numbers, after this one. */
export async function findStrangersTickets(
  ctx: Context,
  { after, limit }: { after: number; limit: number },
): Promise<Pick<TicketRow, 'id' | 'number' | 'contactEmail'>[]> {
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .select(['id', 'number', 'contactEmail'])
    .where('customerId', 'is', null)
    .where('state', '=', 'open')
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}
