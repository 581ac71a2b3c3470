import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type ForwardRow = Selectable<DeskTables['desk.forwards']>

/** Returns its id. */
export async function insertForward(
  ctx: Context,
  forward: Pick<ForwardRow, 'ticketId' | 'toAddress'>,
): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.forwards')
    .values({ ...forward, at: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findForward(ctx: Context, ids: readonly string[]): Promise<ForwardRow | undefined> {
  if (ids.length === 0) return undefined
  return deskDb(ctx).selectFrom('desk.forwards').selectAll().where('id', 'in', ids).executeTakeFirst()
}
