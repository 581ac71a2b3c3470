-- What support writes on a ticket to find it again, and until when it is put away.
create table desk.ticket_tags (
  ticket_id uuid not null references desk.tickets on delete cascade,
  tag text not null,
  primary key (ticket_id, tag)
);
create index on desk.ticket_tags (tag, ticket_id);

alter table desk.tickets add column snoozed_until timestamptz;
create index on desk.tickets (snoozed_until) where snoozed_until is not null;

-- What is put away is not in the queue, and so not in its counts.
alter table desk.ticket_counts add column is_snoozed boolean not null default false;

create or replace function desk.keep_ticket_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into desk.ticket_counts (state, waiting_on, is_team_asked, owner_id, is_documented, is_snoozed, count)
    select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null,
      snoozed_until is not null, count(*)
    from after_change group by 1, 2, 3, 4, 5, 6;
  elsif tg_op = 'DELETE' then
    insert into desk.ticket_counts (state, waiting_on, is_team_asked, owner_id, is_documented, is_snoozed, count)
    select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null,
      snoozed_until is not null, -count(*)
    from before_change group by 1, 2, 3, 4, 5, 6;
  else
    insert into desk.ticket_counts (state, waiting_on, is_team_asked, owner_id, is_documented, is_snoozed, count)
    select state, waiting_on, is_team_asked, owner_id, is_documented, is_snoozed, sum(change)
    from (
      select state, waiting_on, cardinality(waiting_on_teams) > 0 as is_team_asked, owner_id,
        documented_as is not null as is_documented, snoozed_until is not null as is_snoozed, 1 as change
      from after_change
      union all
      select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null,
        snoozed_until is not null, -1
      from before_change
    ) changed
    group by 1, 2, 3, 4, 5, 6 having sum(change) <> 0;
  end if;
  return null;
end
$$;

-- What somebody does to one ticket or to many at once, how far it has come, and what was so before: it can be undone.
create table desk.acts (
  id uuid primary key default gen_random_uuid(),
  act jsonb not null,
  -- Who does it, as far as the verbs need to know: it goes on after the request.
  actor jsonb not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  undo_actor jsonb,
  undo_asked_at timestamptz,
  undone_at timestamptz
);
create table desk.act_tickets (
  act_id uuid not null references desk.acts on delete cascade,
  -- No reference: to ask for many would wait for whoever works on one of them, and cross a merge.
  ticket_id uuid not null,
  place integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'undone', 'kept')),
  -- Why it was refused, or could not be undone.
  reason text,
  -- What undoing brings back; null where nothing was changed.
  before jsonb,
  primary key (act_id, ticket_id)
);
create index on desk.act_tickets (act_id, place) where state = 'waiting';
create index on desk.act_tickets (act_id, place) where state = 'done';
create index on desk.act_tickets (ticket_id);
