import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

export async function findTagsOf(ctx: Context, ticketIds: readonly string[]): Promise<Map<string, string[]>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await deskDb(ctx)
    .selectFrom('desk.ticketTags')
    .selectAll()
    .where('ticketId', 'in', ticketIds)
    .orderBy('tag')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([id, some]) => [id, some.map(({ tag }) => tag)]),
  )
}

export async function insertTags(ctx: Context, ticketId: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  await deskDb(ctx)
    .insertInto('desk.ticketTags')
    .values(tags.map((tag) => ({ ticketId, tag })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteTags(ctx: Context, ticketId: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  await deskDb(ctx).deleteFrom('desk.ticketTags').where('ticketId', '=', ticketId).where('tag', 'in', tags).execute()
}

/** Each tag once, by name: from one to the next in the index, however many tickets have them. */
export async function findAllTags(ctx: Context, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    with recursive named as (
      (select tag from desk.ticket_tags order by tag limit 1)
      union all
      select (select tag from desk.ticket_tags where tag > named.tag order by tag limit 1) from named
      where named.tag is not null
    )
    select tag from named where tag is not null limit ${limit}`.execute(deskDb(ctx))
  return rows.map(({ tag }) => tag)
}
