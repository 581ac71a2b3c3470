import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '@bellwether/contract/condition.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import type { Context } from '../../platform/context.ts'
import { conditionSql } from '../../platform/database/condition-sql.ts'
import { deskDb } from '../desk.tables.ts'
import { ticketColumns } from '../ticket-columns.ts'

/** Tickets to which something happened since then, each once, with when it did last. */
const happened: Readonly<Record<RuleEvent, (since: Date) => RawBuilder<unknown>>> = {
  opened: (since) => sql`select id as ticket_id, created_at as at from desk.tickets where created_at >= ${since}`,
  'customer-wrote': (since) => sql`
    select said.ticket_id, max(said.at) as at from desk.messages said join desk.tickets on tickets.id = said.ticket_id
    where said.at >= ${since} and said.direction = 'in' and not said.is_automatic and said.at > tickets.created_at
    group by said.ticket_id`,
  'came-back': (since) => sql`
    select ticket_id, max(ended_at) as at from desk.hand_offs
    where ended_at >= ${since} and outcome in ('answered', 'declined') group by ticket_id`,
  breached: (since) => sql`
    select ticket_id, max(breached_at) as at from desk.clocks where breached_at >= ${since} group by ticket_id`,
}

interface Tried {
  readonly id: string
  readonly number: number
  readonly subject: string
  readonly fits: boolean
}

/** The latest of them, so many at most, and whether a condition holds of each now. */
export async function findHappened(
  ctx: Context,
  { event, where, since }: { event: RuleEvent; where: Condition; since: Date },
  limit: number,
): Promise<Tried[]> {
  const { rows } = await sql<Tried>`
    select tickets.id, tickets.number, tickets.subject, ${conditionSql(where, ticketColumns)} as fits
    from (${happened[event](since)}) happened join desk.tickets on tickets.id = happened.ticket_id
    where state in ('open', 'resolved')
    order by happened.at desc, tickets.id desc limit ${limit}`.execute(deskDb(ctx))
  return rows
}
