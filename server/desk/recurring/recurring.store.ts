import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type RecurringRow = Selectable<DeskTables['desk.recurringTickets']>
type RecurringFields = Omit<Insertable<DeskTables['desk.recurringTickets']>, 'id' | 'lastTicketId'>

/** Those that are on first, the next one first. */
export const findRecurring = (ctx: Context): Promise<RecurringRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.recurringTickets')
    .selectAll()
    .orderBy('isOn', 'desc')
    .orderBy('nextAt')
    .orderBy('id')
    .execute()

/** Held until the transaction ends: they are added and changed one after the other. */
export async function lockRecurring(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.recurring-tickets', 25))`.execute(deskDb(ctx))
}

export async function insertRecurring(ctx: Context, fields: RecurringFields): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.recurringTickets')
    .values({ ...fields, lastTicketId: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateRecurring(
  ctx: Context,
  id: string,
  change: Updateable<DeskTables['desk.recurringTickets']>,
): Promise<void> {
  await deskDb(ctx).updateTable('desk.recurringTickets').set(change).where('id', '=', id).execute()
}

/** False where there is none. */
export async function deleteRecurringRow(ctx: Context, id: string): Promise<boolean> {
  const result = await deskDb(ctx).deleteFrom('desk.recurringTickets').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

const dueAt = (ctx: Context, at: Date) =>
  deskDb(ctx)
    .selectFrom('desk.recurringTickets')
    .where('isOn', '=', sql<boolean>`true`)
    .where('nextAt', '<=', at)

/** Those that are due, the first first. */
export const findDue = async (ctx: Context, at: Date): Promise<string[]> =>
  (await dueAt(ctx, at).select('id').orderBy('nextAt').execute()).map(({ id }) => id)

/** One that is due still, held until the transaction ends; what another process holds is left to it. */
export const takeDue = (ctx: Context, id: string, at: Date): Promise<RecurringRow | undefined> =>
  dueAt(ctx, at).selectAll().where('id', '=', id).forUpdate().skipLocked().executeTakeFirst()
