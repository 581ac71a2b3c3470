import type { Kysely } from 'kysely'
import { deskSize, runStatements } from './fill-desk.ts'

/** What the teams of the desk were asked. */
export const figureSize = { handOffs: Math.round(deskSize.tickets * 0.3), teams: 8 }

/** Fills what figures are made of for a desk that was just filled, in the product's shapes, by bulk SQL. */
export const fillFigures = (db: Kysely<never>, say: (text: string) => void): Promise<void> =>
  runStatements(db, statements, say)

/**
 * Rows in the order in which they would have come. Hand-offs end within a day, one in nine late; those of tickets that are
 * open have not ended. Open tickets are left to the server, which marks their clocks meanwhile and writes their facts.
 */
const statements: Readonly<Record<string, string>> = {
  teams: `
    insert into people.teams (slug, name)
    select 'bench-' || n, 'Team ' || n from generate_series(1, ${figureSize.teams}) n`,
  'hand-offs': `
    insert into desk.hand_offs (ticket_id, round, state, outcome, question, evidence_links, may_reply_to_customer,
      asked_by, asked_team_id, asked_at, acknowledged_at, ended_at, answer, answered_to_customer,
      was_late, was_seen_late, was_asked_back, held_seconds)
    select ticket.id, 1, case when is_over then 'returned' else 'asked' end, case when is_over then 'answered' end,
      repeat('why does the proxy answer slowly for them? ', 6), '[]', number % 2 = 0, person.id, team.id,
      ticket.created_at + interval '20 minutes',
      case when is_over then ticket.created_at + interval '30 minutes' end,
      case when is_over then ticket.created_at + interval '20 minutes' + held * interval '1 second' end,
      case when is_over then repeat('it was the route that we have changed since. ', 5) end, is_over and number % 20 = 0,
      case when is_over then number % 9 = 0 end, case when is_over then number % 7 = 0 end, number % 11 = 0,
      case when is_over then held end
    from desk.tickets ticket
    cross join lateral (select state = 'resolved' as is_over, (60 * exp(7 * random()))::int as held) how
    join (select id, row_number() over (order by email) as place from people.people) person
      on person.place = 1 + number % ${deskSize.people}
    join (select id, row_number() over (order by slug) as place from people.teams where slug like 'bench-%') team
      on team.place = 1 + number % ${figureSize.teams}
    where number % 10 < 3 order by ticket.created_at`,
  resolutions: `
    insert into desk.resolutions (ticket_id, resolved_at, reopened_at)
    select id, resolved_at, null from desk.tickets where state = 'resolved'`,
  facts: `
    insert into desk.ticket_facts (ticket_id, opened_at, plan, customer_id, channel, owner_id, mailbox_id, first_seconds,
      is_first_late, next_count, next_late, reply_count, round_count, reopened_count, resolved_at, is_documented)
    select ticket.id, ticket.created_at, customer.plan, customer_id, 'mail', owner_id, null, (60 * exp(7 * random()))::int,
      number % 9 = 0, number % 4, (number % 16 = 0)::int, 1 + number % 3, (number % 10 < 3)::int, (number % 20 = 0)::int,
      resolved_at, documented_as is not null
    from desk.tickets ticket join customers.customers customer on customer.id = ticket.customer_id
    where state = 'resolved' order by ticket.created_at`,
  statistics: 'vacuum analyze',
}
