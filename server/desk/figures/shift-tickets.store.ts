import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** Somebody at work from one instant to another, in milliseconds. */
export interface WorkedShift {
  readonly personId: string
  readonly startsAt: number
  readonly endsAt: number
}

/** Of each shift, in their order, the tickets on which whoever had it answered a customer, or a question of a colleague. */
export async function countAnswered(ctx: Context, shifts: readonly WorkedShift[]): Promise<number[]> {
  const instants = (of: 'startsAt' | 'endsAt'): Date[] => shifts.map((shift) => new Date(shift[of]))
  const { rows } = await sql<{ tickets: number }>`
    select count(distinct worked.ticket_id)::int as tickets
    from unnest(${shifts.map(({ personId }) => personId)}::uuid[], ${instants('startsAt')}::timestamptz[],
      ${instants('endsAt')}::timestamptz[]) with ordinality shift (person_id, starts_at, ends_at, place)
    left join lateral (
      select ticket_id from desk.messages
      where author_person_id = shift.person_id and at >= shift.starts_at and at < shift.ends_at
        and direction = 'out' and not is_automatic
      union all
      select h.ticket_id from desk.hand_off_words w join desk.hand_offs h on h.id = w.hand_off_id
      where w.person_id = shift.person_id and w.at >= shift.starts_at and w.at < shift.ends_at
        and w.kind in ('asked-back', 'afterwards')
      union all
      select ticket_id from desk.hand_offs
      where ended_by = shift.person_id and ended_at >= shift.starts_at and ended_at < shift.ends_at
        and outcome in ('answered', 'declined')
    ) worked on true
    group by shift.place order by shift.place`.execute(deskDb(ctx))
  return rows.map(({ tickets }) => tickets)
}
