import { type Selectable, sql } from 'kysely'
import type { Condition } from '@bellwether/contract/condition.ts'
import { type Context, now } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'
import { type Reader, sharedWith } from '../sharing.store.ts'

export type ViewRow = Selectable<DeskTables['desk.views']>

type ViewFields = Pick<ViewRow, 'name' | 'ticketOrder' | 'columns' | 'isForEverybody' | 'teamIds'> & {
  condition: Condition
}

const storedFields = ({ condition, teamIds, ...fields }: ViewFields) => ({
  ...fields,
  teamIds: [...teamIds],
  condition: JSON.stringify(condition),
})

const listSeenBy = (ctx: Context, reader: Reader) =>
  deskDb(ctx)
    .selectFrom('desk.views as view')
    .selectAll('view')
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('desk.pinnedViews')
          .select('viewId')
          .whereRef('viewId', '=', 'view.id')
          .where('personId', '=', reader.personId),
      ).as('isPinned'),
    )
    .where(sharedWith(reader))

export type SeenView = ViewRow & { readonly isPinned: boolean }

/** What somebody made, and what is shared with them; their own first, then by name. */
export async function findViews(ctx: Context, reader: Reader): Promise<SeenView[]> {
  const rows = await listSeenBy(ctx, reader)
    .orderBy(sql`owner_id <> ${reader.personId}`)
    .orderBy(sql`name collate "C"`)
    .orderBy('view.id')
    .execute()
  return rows.map((row) => ({ ...row, isPinned: Boolean(row.isPinned) }))
}

export async function findView(ctx: Context, reader: Reader, id: string): Promise<SeenView | undefined> {
  const row = await listSeenBy(ctx, reader).where('view.id', '=', id).executeTakeFirst()
  return row && { ...row, isPinned: Boolean(row.isPinned) }
}

/** Held until the transaction ends: nobody adds two at once. */
export async function countViewsOf(ctx: Context, ownerId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${ownerId}, 21))`.execute(deskDb(ctx))
  const { count } = await deskDb(ctx)
    .selectFrom('desk.views')
    .select(sql<number>`count(*)`.as('count'))
    .where('ownerId', '=', ownerId)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertView(ctx: Context, ownerId: string, fields: ViewFields): Promise<string> {
  const { id } = await deskDb(ctx)
    .insertInto('desk.views')
    .values({ ...storedFields(fields), ownerId, madeAt: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateView(ctx: Context, id: string, fields: ViewFields): Promise<void> {
  await deskDb(ctx).updateTable('desk.views').set(storedFields(fields)).where('id', '=', id).execute()
}

export async function deleteViewRow(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.views').where('id', '=', id).execute()
}

export async function setPinned(ctx: Context, viewId: string, personId: string, isPinned: boolean): Promise<void> {
  if (!isPinned) {
    const pins = deskDb(ctx).deleteFrom('desk.pinnedViews')
    await pins.where('viewId', '=', viewId).where('personId', '=', personId).execute()
    return
  }
  await deskDb(ctx)
    .insertInto('desk.pinnedViews')
    .values({ viewId, personId, pinnedAt: now(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
