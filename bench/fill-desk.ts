import { type Kysely, sql } from 'kysely'

/** How large the desk is that is measured; `BENCH_TICKETS` makes a small one, to try the bench itself. */
export const deskSize = {
  tickets: Number(process.env['BENCH_TICKETS'] ?? 1_000_000),
  messagesEach: 5,
  open: 20_000,
  customers: 20_000,
  people: 100,
}

const words =
  'the proxy answers slowly since noon and our checkout fails for some visitors with status 502 please have a look'

/** Words of all degrees of being common, as texts have them: the one of rank r is on one ticket in about r. */
export const vocabulary = 50_000
/** The words of a ticket that not every ticket has, by its number. */
const ownWords = (number: string) =>
  `(select string_agg('w' || floor(exp((abs(hashtext(${number} || ':' || k)) % 1000003) / 1000003.0 * ln(${vocabulary})))::int, ' ')
    from generate_series(1, 12) k)`

/** Fills an installation that was just set up, in the product's shapes, by bulk SQL; says how far it is. */
export const fillDesk = (
  db: Kysely<never>,
  say: (text: string) => void,
  without: readonly string[] = [],
): Promise<void> =>
  runStatements(db, Object.fromEntries(Object.entries(statements).filter(([what]) => !without.includes(what))), say)

export async function runStatements(
  db: Kysely<never>,
  statements: Readonly<Record<string, string>>,
  say: (text: string) => void,
): Promise<void> {
  for (const [what, text] of Object.entries(statements)) {
    const startedAt = performance.now()
    await sql.raw(text).execute(db)
    say(`${what} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  }
}

const { tickets, messagesEach, open, customers, people } = deskSize

/** Instants are of milliseconds, as the product writes them. Tickets are a minute apart; those of the last days are open. */
const createdAt = `date_trunc('milliseconds', now()) - (${tickets} - n) * interval '1 minute'`

const statements: Readonly<Record<string, string>> = {
  people: `
    with made as (
      insert into people.people (name, email, time_zone, created_at)
      select 'Person ' || n, 'person-' || n || '@staff.test', 'UTC', now() from generate_series(1, ${people}) n
      returning id
    )
    insert into people.team_people select team.id, made.id from made, people.teams team where team.slug = 'support'`,
  customers: `
    insert into customers.customers (key, name, plan, is_vip, created_at)
    select 'customer-' || n, 'Customer ' || n || ' of ' || md5(n::text),
      (array['free', 'pro', 'premium'])[1 + n % 3], n % 100 = 0, now()
    from generate_series(1, ${customers}) n`,
  sites: `
    insert into customers.sites (hostname, customer_id)
    select prefix || '.' || key || '.test', id from customers.customers, unnest(array['www', 'api']) prefix`,
  contacts: `
    with made as (
      insert into customers.contacts (customer_id, name, email)
      select id, 'Vera of ' || key, 'vera@' || key || '.test' from customers.customers
      returning id, email
    )
    insert into customers.addresses (email, contact_id) select email, id from made`,
  tickets: `
    insert into desk.tickets (subject, state, is_urgent, customer_id, contact_name, contact_email, owner_id, owes,
      waiting_on, waiting_since, last_message_at, created_at, resolved_at, documented_as, documented_url, next_due_at)
    select 'Question ' || n || ' about ' || substr(md5(n::text), 1, 8), case when is_open then 'open' else 'resolved' end,
      n % 997 = 0, customer.id, contact.name, contact.email,
      case when is_open and n % 3 = 0 then null else person.id end,
      case when n % 4 = 0 then 'customer' else 'support' end,
      case when not is_open then 'nobody' when n % 4 = 0 then 'customer' else 'support' end,
      at, at, at, case when is_open then null else at + interval '1 hour' end,
      case when is_open or n % 50 = 0 then null else 'linked-article' end,
      case when is_open or n % 50 = 0 then null else 'https://docs.test/' || n end,
      case when is_open and n % 4 > 0 then date_trunc('milliseconds', now()) + (n % 1440) * interval '1 minute' end
    from (
      select n, ${createdAt} as at, n > ${tickets - open} as is_open from generate_series(1, ${tickets}) n
    ) one
    join (select id, row_number() over (order by key) as place from customers.customers) customer
      on customer.place = 1 + n % ${customers}
    join customers.contacts contact on contact.customer_id = customer.id
    join (select id, row_number() over (order by email) as place from people.people) person
      on person.place = 1 + n % ${people}`,
  messages: `
    insert into desk.messages (ticket_id, at, direction, author_name, author_email, text, full_text, rfc_message_id, is_automatic)
    select ticket.id, ticket.created_at + place * interval '7 minutes', case when place % 2 = 1 then 'in' else 'out' end,
      case when place % 2 = 1 then ticket.contact_name else 'Person 1' end,
      case when place % 2 = 1 then ticket.contact_email end,
      repeat('${words} ', 1 + place) || case when place = 1 then ${ownWords('ticket.number')} else '' end,
      repeat('${words} ', 2 + place),
      '<' || ticket.number || '.' || place || '@bench.test>', false
    from desk.tickets ticket, generate_series(1, ${messagesEach}) place`,
  clocks: `
    insert into desk.clocks (ticket_id, name, started_at, promised_at, due_at, stopped_at)
    select id, 'first-response', created_at, due.at, due.at,
      case when next_due_at is null then created_at + interval '7 minutes' end
    from desk.tickets, coalesce(next_due_at, created_at + interval '4 hours') due (at)`,
  changes: `
    insert into desk.changes (ticket_id, at, who, what)
    select id, created_at, 'Person 1', 'claimed the ticket' from desk.tickets where owner_id is not null`,
  // The server reads nothing for the search meanwhile: both would write the same rows.
  search: `
    select pg_advisory_xact_lock(hashtextextended('desk.search', 3));
    insert into desk.search_docs (ticket_id, number, words)
    select ticket.id, ticket.number, array_to_tsvector(
      common.lexemes
      || string_to_array(lower(ticket.subject) || ' ' || ticket.contact_email || ' ' || ${ownWords('ticket.number')}, ' ')
      || array(select 's:' || one from unnest(string_to_array(lower(ticket.subject), ' ')) one)
      || array['f:' || ticket.contact_email])
    from desk.tickets ticket, (
      select array_agg(distinct one) as lexemes from (
        select unnest(array[word] || array(select '~' || stem from unnest(desk.stems(word)) stem)) as one
        from unnest(string_to_array('${words}', ' ')) word
      ) forms
    ) common
    on conflict do nothing`,
  statistics: 'vacuum analyze',
}
