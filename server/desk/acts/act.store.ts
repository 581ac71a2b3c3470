import { type Selectable, sql } from 'kysely'
import type { Act } from '@bellwether/contract/desk.ts'
import { type StoredActor } from '../../platform/audit/stored-actor.ts'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type ActRow = Selectable<DeskTables['desk.acts']>
export type ActTicketRow = Selectable<DeskTables['desk.actTickets']>
type State = ActTicketRow['state']

const newestMessage = sql`(
  select id from desk.messages where ticket_id = given.id order by filed_number desc limit 1
)`

/** An act and its tickets; `known` says how many of the ids are any. */
export async function insertAct(
  ctx: Context,
  { act, actor, ticketIds }: { act: Act; actor: StoredActor; ticketIds: readonly string[] },
): Promise<{ row: ActRow; known: number }> {
  const row = await deskDb(ctx)
    .insertInto('desk.acts')
    .values({
      act: JSON.stringify(act),
      actor: JSON.stringify(actor),
      askedAt: now(ctx),
      finishedAt: null,
      undoActor: null,
      undoAskedAt: null,
      undoneAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const result = await sql`
    insert into desk.act_tickets (act_id, ticket_id, place, seen_message_id)
    select ${row.id}, given.id, given.place, ${act.kind === 'reply' ? newestMessage : sql`null`} from unnest(${ticketIds}::uuid[]) with ordinality given (id, place)
    join desk.tickets on tickets.id = given.id`.execute(deskDb(ctx))
  return { row, known: Number(result.numAffectedRows ?? 0) }
}

export const findAct = (ctx: Context, id: string): Promise<ActRow | undefined> =>
  deskDb(ctx).selectFrom('desk.acts').selectAll().where('id', '=', id).executeTakeFirst()

/** Held until the transaction ends, for whoever would undo it as well; its tickets are worked on meanwhile. */
export const findActForUpdate = (ctx: Context, id: string): Promise<ActRow | undefined> =>
  deskDb(ctx).selectFrom('desk.acts').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/** Its next tickets in this state, in their order. */
export const findActTickets = (ctx: Context, actId: string, state: State, limit: number): Promise<ActTicketRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.actTickets')
    .selectAll()
    .where('actId', '=', actId)
    // As the indexes say it, so that they are used.
    .where('state', '=', sql.lit(state))
    .orderBy('place')
    .limit(limit)
    .execute()

/** Moves a ticket of an act from one state to the next; false where another one did. */
export async function settleActTicket(
  ctx: Context,
  { actId, ticketId }: Pick<ActTicketRow, 'actId' | 'ticketId'>,
  from: State,
  next: { state: State; reason?: string | null; before?: object | null },
): Promise<boolean> {
  const { before, ...rest } = next
  const result = await deskDb(ctx)
    .updateTable('desk.actTickets')
    .set({ ...rest, ...(before === undefined ? {} : { before: before === null ? null : JSON.stringify(before) }) })
    .where('actId', '=', actId)
    .where('ticketId', '=', ticketId)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What needs no undoing: what has not had its turn is left out, and what changed nothing is as it was. */
export async function skipUndoing(ctx: Context, actId: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.actTickets').where('actId', '=', actId).where('state', '=', 'waiting').execute()
  await deskDb(ctx)
    .updateTable('desk.actTickets')
    .set({ state: 'undone' })
    .where('actId', '=', actId)
    .where('state', '=', 'done')
    .where('before', 'is', null)
    .execute()
}

export async function updateAct(
  ctx: Context,
  id: string,
  change: Partial<Pick<ActRow, 'finishedAt' | 'undoAskedAt' | 'undoneAt'>> & { undoActor?: StoredActor },
): Promise<void> {
  const { undoActor, ...rest } = change
  await deskDb(ctx)
    .updateTable('desk.acts')
    .set({ ...rest, ...(undoActor ? { undoActor: JSON.stringify(undoActor) } : {}) })
    .where('id', '=', id)
    .execute()
}

export async function countActTickets(ctx: Context, actId: string): Promise<Readonly<Record<State, number>>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.actTickets')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('actId', '=', actId)
    .groupBy('state')
    .execute()
  const none = { waiting: 0, done: 0, refused: 0, undone: 0, kept: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/** Which refused, or stay as they are, and why. */
export const findRefusals = (
  ctx: Context,
  { actId, state }: { actId: string; state: 'refused' | 'kept' },
  limit: number,
) =>
  deskDb(ctx)
    .selectFrom('desk.actTickets as one')
    .innerJoin('desk.tickets as ticket', 'ticket.id', 'one.ticketId')
    .select(['one.ticketId', 'ticket.number', 'ticket.subject', 'one.reason'])
    .where('one.actId', '=', actId)
    .where('one.state', '=', state)
    .orderBy('one.place')
    .limit(limit)
    .execute()

export async function findFirstNumber(ctx: Context, actId: string): Promise<number | null> {
  const row = await deskDb(ctx)
    .selectFrom('desk.actTickets as one')
    .innerJoin('desk.tickets as ticket', 'ticket.id', 'one.ticketId')
    .select('ticket.number')
    .where('one.actId', '=', actId)
    .orderBy('one.place')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}
