import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

export type TicketRow = Selectable<DeskTables['desk.tickets']>
export type TicketView =
  | 'open'
  | 'mine'
  | 'unclaimed'
  | 'waiting-on-customer'
  | 'waiting-on-teams'
  | 'doc-debt'
  | 'resolved'

export async function insertTicket(ctx: Context, ticket: Insertable<DeskTables['desk.tickets']>): Promise<TicketRow> {
  return deskDb(ctx).insertInto('desk.tickets').values(ticket).returningAll().executeTakeFirstOrThrow()
}

export async function findTicketForUpdate(ctx: Context, id: string): Promise<TicketRow | undefined> {
  return deskDb(ctx).selectFrom('desk.tickets').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
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

/** The condition of a view, over `desk.tickets`. */
function viewCondition(view: TicketView, personId: string | undefined) {
  const conditions = {
    open: sql<boolean>`state = 'open'`,
    mine: sql<boolean>`state = 'open' and owner_id = ${personId ?? null}::uuid`,
    unclaimed: sql<boolean>`state = 'open' and owner_id is null`,
    'waiting-on-customer': sql<boolean>`state = 'open' and waiting_on = 'customer'`,
    'waiting-on-teams': sql<boolean>`cardinality(waiting_on_teams) > 0`,
    'doc-debt': sql<boolean>`state = 'resolved' and documented_as is null`,
    resolved: sql<boolean>`state = 'resolved'`,
  }
  return conditions[view]
}

/** Open tickets by nearest breach, resolved ones newest first. `offset` pages: the order moves with every clock. */
export async function findQueue(
  ctx: Context,
  query: {
    view: TicketView
    personId: string | undefined
    customerId: string | undefined
    search: string | undefined
    offset: number
    limit: number
  },
): Promise<TicketRow[]> {
  const resolved = query.view === 'resolved' || query.view === 'doc-debt'
  const like = `%${(query.search ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const number = /^\d{1,9}$/.test(query.search ?? '') ? Number(query.search) : null
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .selectAll()
    .where(viewCondition(query.view, query.personId))
    .$if(query.customerId !== undefined, (select) => select.where('customerId', '=', query.customerId ?? null))
    .$if(query.search !== undefined, (select) =>
      select.where(sql<boolean>`(subject ilike ${like} or contact_email ilike ${like} or number = ${number}::integer)`),
    )
    .$if(resolved, (select) => select.orderBy('resolvedAt', 'desc'))
    .$if(!resolved, (select) => select.orderBy(sql`next_due_at asc nulls last`).orderBy('lastMessageAt'))
    .orderBy('id')
    .offset(query.offset)
    .limit(query.limit)
    .execute()
}

const openViews = ['open', 'mine', 'unclaimed', 'waiting-on-customer', 'waiting-on-teams'] as const
const resolvedViews = ['doc-debt', 'resolved'] as const

/** Resolved tickets are many and are counted from their indexes; the open ones are few and are read. */
export async function countViews(ctx: Context, personId: string | undefined): Promise<Record<TicketView, number>> {
  const ofOpen = openViews.map((view) => sql<number>`count(*) filter (where ${viewCondition(view, personId)})`.as(view))
  const open = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select(ofOpen)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  const ofResolved = resolvedViews.map((view) =>
    sql<number>`(select count(*) from desk.tickets where ${viewCondition(view, personId)})`.as(view),
  )
  const resolved = await deskDb(ctx).selectNoFrom(ofResolved).executeTakeFirstOrThrow()
  return { ...open, ...resolved } as Record<TicketView, number>
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
    .where('state', '!=', 'merged')
    .orderBy('createdAt')
    .execute()
}
