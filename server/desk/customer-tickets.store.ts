import { type SelectQueryBuilder, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { deskDb } from './desk.tables.ts'

interface Glance {
  readonly open: number
  readonly waitingOnSupport: number
  readonly late: number
  readonly nextDueAt: Date | null
}

export async function findGlance(ctx: Context, customerId: string, now: Date): Promise<Glance> {
  return deskDb(ctx)
    .selectFrom('desk.tickets')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where waiting_on = 'support'))::int`.as('waitingOnSupport'),
      sql<number>`(count(*) filter (where next_due_at <= ${now}))::int`.as('late'),
      sql<Date | null>`min(next_due_at) filter (where next_due_at > ${now})`.as('nextDueAt'),
    ])
    .where('customerId', '=', customerId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
}

const judgedWeeks = 13

/** Of how many tickets of the last weeks a customer says that the answer was good, of those of which they said anything. */
export async function findSatisfied(
  ctx: Context,
  customerId: string,
  now: Date,
): Promise<{ count: number; of: number }> {
  const { rows } = await sql<{ count: number; of: number }>`
    select count(*) filter (where was_good) as count, count(was_good) as of from desk.ticket_facts
    where customer_id = ${customerId} and opened_week > desk.week_of(${now}) - ${judgedWeeks * 7}::int`.execute(
    deskDb(ctx),
  )
  return rows[0] ?? { count: 0, of: 0 }
}

interface MomentRow {
  readonly at: Date
  readonly kind: 'opened' | 'resolved'
  readonly id: string
  readonly number: number
  readonly subject: string
}

const newest: Order<MomentRow> = {
  direction: 'desc',
  key: [
    { sql: 'at', type: 'timestamptz', of: ({ at }) => at },
    { sql: 'kind', type: 'text', of: ({ kind }) => kind },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}

/** When tickets of a customer were opened and resolved. */
export async function findMoments(ctx: Context, customerId: string, page: Page): Promise<PageOf<MomentRow>> {
  const db = deskDb(ctx)
  const moments = db
    .selectFrom('desk.tickets')
    .select(['createdAt as at', sql<'opened' | 'resolved'>`'opened'`.as('kind'), 'id', 'number', 'subject'])
    .where('customerId', '=', customerId)
    .where('state', 'not in', ['spam', 'trash'])
    .unionAll(
      db
        .selectFrom('desk.tickets')
        .select([
          sql<Date>`resolved_at`.as('at'),
          sql<'opened' | 'resolved'>`'resolved'`.as('kind'),
          'id',
          'number',
          'subject',
        ])
        .where('customerId', '=', customerId)
        .where('state', '=', 'resolved')
        .where('resolvedAt', 'is not', null),
    )
  const rows = db.selectFrom(moments.as('moment')).selectAll()
  return onePage(rows as unknown as SelectQueryBuilder<never, never, MomentRow>, newest, page)
}
