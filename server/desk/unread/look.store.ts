import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** False where they had read as far before. */
export async function upsertLook(
  ctx: Context,
  look: { personId: string; ticketId: string; place: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into desk.looks (person_id, ticket_id, place) values (${look.personId}, ${look.ticketId}, ${look.place})
    on conflict (person_id, ticket_id) do update set place = excluded.place where looks.place < excluded.place
    returning 1`.execute(deskDb(ctx))
  return rows.length > 0
}
