import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

export type Doing = 'viewing' | 'writing'

/** In real time, as the connection that may be lost. */
const holds = sql<boolean>`at > clock_timestamp() - interval '45 seconds'`

/** Whether it is news: they were not there, or did something else. */
export async function upsertPresence(
  ctx: Context,
  { ticketId, personId, doing }: { ticketId: string; personId: string; doing: Doing },
): Promise<boolean> {
  const { rows } = await sql<{ isNews: boolean }>`
    with before as (
      select doing from desk.presence where ticket_id = ${ticketId} and person_id = ${personId} and ${holds}
    ), noted as (
      insert into desk.presence (ticket_id, person_id, doing, at)
      values (${ticketId}, ${personId}, ${doing}, clock_timestamp())
      on conflict (ticket_id, person_id) do update set doing = excluded.doing, at = excluded.at
    )
    select not exists (select from before where doing = ${doing}) as is_news`.execute(deskDb(ctx))
  return rows[0]?.isNews ?? true
}

export async function deletePresence(ctx: Context, ticketId: string, personId: string): Promise<void> {
  await sql`delete from desk.presence where ticket_id = ${ticketId} and person_id = ${personId}`.execute(deskDb(ctx))
}

/** Who else has it open. */
export async function findPresent(
  ctx: Context,
  ticketId: string,
  exceptId: string | null,
): Promise<{ personId: string; doing: Doing }[]> {
  const { rows } = await sql<{ personId: string; doing: Doing }>`
    select person_id, doing from desk.presence
    where ticket_id = ${ticketId} and ${holds} and person_id is distinct from ${exceptId}
    order by doing desc, person_id limit 20`.execute(deskDb(ctx))
  return rows
}

/** What is over is of no use to anybody. */
export async function deleteStalePresence(ctx: Context): Promise<void> {
  await sql`delete from desk.presence where not ${holds}`.execute(deskDb(ctx))
}
