import { type Kysely, sql } from 'kysely'
import { deskSize } from './fill-desk.ts'

/** How much is asked; most of it has ended, and each open ticket has a clock in hours of its own. */
export const handOffSize = {
  handOffs: Math.round(deskSize.tickets * 0.3),
  teams: 8,
  /** Open tickets whose clocks are counted in one calendar. */
  counted: Math.min(20_000, Math.round(deskSize.tickets * 0.02)),
}

const { handOffs, teams, counted } = handOffSize

/** Fills a desk of tickets with hand-offs, in the product's shapes, by bulk SQL. */
export async function fillHandOffs(db: Kysely<never>, calendarId: string): Promise<void> {
  for (const text of statementsFor(calendarId)) await sql.raw(text).execute(db)
}

const statementsFor = (calendarId: string): readonly string[] => [
  `insert into people.teams (slug, name) select 'team-' || n, 'Team ' || n from generate_series(1, ${teams}) n`,
  `insert into people.team_people (team_id, person_id)
   select team.id, person.id
   from (select id, row_number() over (order by slug) as place from people.teams where slug like 'team-%') team
   join (select id, row_number() over (order by email) as place from people.people where name like 'Person %') person
     on team.place = 1 + person.place % ${teams}`,
  // A hand-off for every third ticket; the newest thousand are open.
  `insert into desk.hand_offs (ticket_id, round, state, outcome, question, evidence_links, may_reply_to_customer,
     asked_by, asked_team_id, asked_at, ended_by, ended_at, answer, answered_to_customer, returned_to, next_due_at)
   select ticket.id, 1, case when is_open then 'asked' else 'returned' end, case when is_open then null else 'answered' end,
     'Why is it slow?', '[]', n % 5 = 0, person.id, team.id, at,
     case when is_open then null else person.id end, case when is_open then null else at + (n % 500) * interval '1 minute' end,
     case when is_open then null else 'A bad upstream.' end, not is_open and n % 10 = 0, person.id,
     case when is_open then now() + (n % 600) * interval '1 minute' end
   from (select id, created_at as at, row_number() over (order by number desc) as n from desk.tickets) ticket
   cross join lateral (select n <= 1000 as is_open) open
   join (select id, row_number() over (order by slug) as place from people.teams where slug like 'team-%') team
     on team.place = 1 + n % ${teams}
   join (select id, row_number() over (order by email) as place from people.people) person on person.place = 1 + n % ${deskSize.people}
   where n <= ${handOffs}`,
  `insert into desk.clocks (ticket_id, hand_off_id, name, started_at, promised_at, due_at, stopped_at)
   select ticket_id, id, 'answer', asked_at, due.at, due.at, ended_at
   from desk.hand_offs, coalesce(next_due_at, asked_at + interval '4 hours') due (at)`,
  `update desk.tickets set waiting_on = 'teams', waiting_on_teams = array[asked_team_id]
   from desk.hand_offs one where one.ticket_id = tickets.id and one.outcome is null and tickets.state = 'open'`,
  // So many tickets are open, each with a clock of the whole in hours of this calendar.
  `update desk.tickets set state = 'open', resolved_at = null, waiting_on = 'support', documented_as = null, documented_url = null
   where number > (select max(number) - ${counted} from desk.tickets) and state = 'resolved'`,
  `insert into desk.clocks (ticket_id, name, started_at, policy_version, calendar_version_id, target_minutes, counted_from, due_at)
   select ticket.id, 'resolution', ticket.created_at, 1, hours.id, 6000, ticket.created_at, now() + interval '30 days'
   from (select id, created_at from desk.tickets where state = 'open' order by number desc limit ${counted}) ticket,
     desk.calendar_versions hours where hours.calendar_id = '${calendarId}'`,
  // What the server would have derived of them, and has of those whose clocks it marked meanwhile.
  `insert into desk.ticket_facts (ticket_id, opened_at, plan, customer_id, channel, owner_id, mailbox_id, first_seconds,
     is_first_late, next_count, next_late, reply_count, round_count, reopened_count, resolved_at, is_documented)
   select ticket.id, ticket.created_at, customer.plan, customer_id, 'mail', owner_id, null, 420, false, 0, 0, 2,
     (select count(*) from desk.hand_offs where ticket_id = ticket.id), 0, resolved_at, documented_as is not null
   from desk.tickets ticket join customers.customers customer on customer.id = ticket.customer_id
   on conflict (ticket_id) do nothing`,
  `vacuum analyze`,
]
