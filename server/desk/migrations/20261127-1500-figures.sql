-- What the figures of the desk are made of. Each time a ticket is resolved, and whether that was the end of it.
create table desk.resolutions (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  resolved_at timestamptz not null,
  -- The person who did; null for a program in its own name and for what was resolved elsewhere.
  resolved_by uuid,
  reopened_at timestamptz check (reopened_at >= resolved_at)
);
create index on desk.resolutions (ticket_id);
-- What is resolved is resolved once at a time.
create unique index on desk.resolutions (ticket_id) where reopened_at is null;

-- What happened before is on the time lines: who resolved a ticket only by name, and that a customer opened it again
-- only by their letter.
insert into desk.resolutions (ticket_id, resolved_at, reopened_at)
select told.ticket_id, told.at, case when told.next_at is not null or ticket.state = 'open' then
  greatest(told.at, coalesce(
    (select min(at) from (
      select at from desk.changes where ticket_id = ticket.id and what = 'reopened the ticket'
      union all
      select at from desk.messages where ticket_id = ticket.id and direction = 'in' and not is_automatic
    ) word where word.at >= told.at),
    told.next_at, ticket.waiting_since)) end
from (
  select ticket_id, at, lead(at) over (partition by ticket_id order by at, place) as next_at
  from desk.changes where what = 'resolved the ticket'
) told
join desk.tickets ticket on ticket.id = told.ticket_id;
insert into desk.resolutions (ticket_id, resolved_at)
select id, resolved_at from desk.tickets
where state = 'resolved' and not exists (select from desk.resolutions where ticket_id = tickets.id and reopened_at is null);

-- Every change asks for the hand-offs of its ticket, and for their clocks.
create index on desk.hand_offs (ticket_id);
create index on desk.clocks (hand_off_id) where hand_off_id is not null;
-- Derived by `fact.store.ts`, as are the facts of tickets.
alter table desk.hand_offs
  -- Whether the answer, and the acknowledgement, came too late; null while nobody can say.
  add column was_late boolean,
  add column was_seen_late boolean,
  add column was_asked_back boolean not null default false,
  -- From when it was asked until it ended, without the time in which the team waited for our reply.
  add column held_seconds integer;

-- Weeks begin on Monday, in UTC: one installation counts them in one way, wherever somebody looks from.
create function desk.week_of(at timestamptz) returns date language sql immutable parallel safe as $$
  select date_trunc('week', at at time zone 'UTC')::date
$$;
create index on desk.hand_offs ((desk.week_of(asked_at)));

-- One narrow row for each ticket, always derived; what was merged has none.
create table desk.ticket_facts (
  ticket_id uuid primary key references desk.tickets,
  opened_at timestamptz not null,
  opened_week date not null generated always as (desk.week_of(opened_at)) stored,
  -- Of the customer when the ticket came to them; later changes of the plan are of later tickets.
  plan text not null check (plan in ('free', 'pro', 'premium')),
  customer_id uuid,
  -- By which the first message came.
  channel text not null,
  owner_id uuid,
  mailbox_id uuid,
  -- Until our first word to whoever wrote first, on the clock of the wall; null while there is none.
  first_seconds integer,
  -- Whether it came too late; null while nobody can say, and where no clock ran.
  is_first_late boolean,
  -- Of the clocks of later words: how many we answered or missed, and how many we missed.
  next_count integer not null,
  next_late integer not null,
  reply_count integer not null,
  round_count integer not null,
  reopened_count integer not null,
  resolved_at timestamptz,
  is_documented boolean not null
);
create index on desk.ticket_facts (opened_week, customer_id);
create index on desk.ticket_facts (customer_id, opened_week);

-- A week that nobody changes is kept as it was counted. Whatever changes one says so in its own transaction, waits for
-- nobody, and until a loop has counted that week again it is counted anew by whoever asks.
create table desk.changed_weeks (about text not null check (about in ('tickets', 'hand-offs')), week date not null);
create table desk.kept_weeks (
  about text not null check (about in ('tickets', 'hand-offs')),
  -- By what the week is split.
  split text not null,
  week date not null,
  key text not null,
  sums jsonb not null,
  primary key (about, split, week, key)
);

create function desk.note_changed_weeks() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'ticket_facts' then
    insert into desk.changed_weeks select distinct 'tickets', opened_week from changed;
  else
    insert into desk.changed_weeks select distinct 'hand-offs', desk.week_of(asked_at) from changed;
  end if;
  return null;
end
$$;
create trigger note_weeks_of_new after insert on desk.ticket_facts
  referencing new table as changed for each statement execute function desk.note_changed_weeks();
create trigger note_weeks_of_changed after update on desk.ticket_facts
  referencing new table as changed for each statement execute function desk.note_changed_weeks();
create trigger note_weeks_of_gone after delete on desk.ticket_facts
  referencing old table as changed for each statement execute function desk.note_changed_weeks();
create trigger note_weeks_of_new after insert on desk.hand_offs
  referencing new table as changed for each statement execute function desk.note_changed_weeks();
create trigger note_weeks_of_changed after update on desk.hand_offs
  referencing new table as changed for each statement execute function desk.note_changed_weeks();

-- What there is by now. Nobody wrote down the plan that a customer had: it is today's.
insert into desk.ticket_facts (
  ticket_id, opened_at, plan, customer_id, channel, owner_id, mailbox_id, first_seconds, is_first_late, next_count,
  next_late, reply_count, round_count, reopened_count, resolved_at, is_documented
)
select
  ticket.id, ticket.created_at, coalesce(customer.plan, 'free'), ticket.customer_id, coalesce(said.channel, 'mail'),
  ticket.owner_id, ticket.mailbox_id, said.first_seconds,
  case when clock.is_first_missed then true when clock.is_first_over and said.first_seconds is not null then false end,
  clock.next_count, clock.next_late, said.reply_count,
  (select count(*) from desk.hand_offs where ticket_id = ticket.id and passed_on_from_id is null),
  (select count(*) from desk.resolutions where ticket_id = ticket.id and reopened_at is not null),
  ticket.resolved_at, ticket.documented_as is not null
from desk.tickets ticket
left join customers.customers customer on customer.id = ticket.customer_id
cross join lateral (
  select
    (array_agg(channel order by at, filed_number))[1] as channel,
    case when (array_agg(direction order by at, filed_number) filter (where not is_automatic))[1] = 'in' then
      extract(epoch from min(at) filter (where direction = 'out' and not is_automatic and flag is null)
        - min(at) filter (where direction = 'in' and not is_automatic))::int
    end as first_seconds,
    count(*) filter (where direction = 'out' and not is_automatic and flag is null) as reply_count
  from desk.messages where ticket_id = ticket.id
) said
cross join lateral (
  select
    (array_agg(breached_at is not null order by started_at) filter (where name = 'first-response'))[1] as is_first_missed,
    (array_agg(stopped_at is not null order by started_at) filter (where name = 'first-response'))[1] as is_first_over,
    count(*) filter (where name = 'next-response' and (breached_at is not null or is_answered)) as next_count,
    count(*) filter (where name = 'next-response' and breached_at is not null) as next_late
  from (
    select name, started_at, stopped_at, breached_at, exists (
      select from desk.messages
      where ticket_id = ticket.id and direction = 'out' and not is_automatic and flag is null
        and at between clocks.started_at and clocks.stopped_at
    ) as is_answered
    from desk.clocks where ticket_id = ticket.id
  ) one
) clock
where ticket.state <> 'merged';

update desk.hand_offs set (was_late, was_seen_late, was_asked_back, held_seconds) = (
  select
    case when clock.is_missed then true when clock.is_missed is not null and outcome <> 'withdrawn' then false end,
    case when clock.is_unseen then true
      when clock.is_unseen is not null and (acknowledged_at is not null or outcome <> 'withdrawn') then false end,
    exists (select from desk.hand_off_words where hand_off_id = hand_offs.id and kind = 'asked-back'),
    case when ended_at is not null then
      greatest(0, extract(epoch from ended_at - asked_at) - coalesce(clock.paused_seconds, 0))::int end
  from (
    select
      bool_or(breached_at is not null) filter (where name = 'answer') as is_missed,
      bool_or(breached_at is not null) filter (where name = 'acknowledge') as is_unseen,
      sum((
        select sum(extract(epoch from (pause->>'until')::timestamptz - (pause->>'from')::timestamptz))
        from jsonb_array_elements(pauses) pause
      )) filter (where name = 'answer') as paused_seconds
    from desk.clocks where hand_off_id = hand_offs.id
  ) clock
);
insert into desk.changed_weeks select distinct 'hand-offs', desk.week_of(asked_at) from desk.hand_offs;

-- Tickets in the order in which they were opened, whatever their state.
create index on desk.tickets (created_at desc, id desc);
