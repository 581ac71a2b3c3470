-- Counts are kept, not counted. Every change of the tickets adds what it changed, in its own transaction; a loop
-- sums that up. What adds never waits for another, and what is read is small however many tickets there are.
create table desk.ticket_counts (
  state text not null,
  waiting_on text not null,
  is_team_asked boolean not null,
  owner_id uuid,
  is_documented boolean not null,
  count bigint not null
);

create function desk.keep_ticket_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into desk.ticket_counts
    select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null, count(*)
    from after_change group by 1, 2, 3, 4, 5;
  elsif tg_op = 'DELETE' then
    insert into desk.ticket_counts
    select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null, -count(*)
    from before_change group by 1, 2, 3, 4, 5;
  else
    insert into desk.ticket_counts
    select state, waiting_on, is_team_asked, owner_id, is_documented, sum(change)
    from (
      select state, waiting_on, cardinality(waiting_on_teams) > 0 as is_team_asked, owner_id,
        documented_as is not null as is_documented, 1 as change
      from after_change
      union all
      select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null, -1
      from before_change
    ) changed
    group by 1, 2, 3, 4, 5 having sum(change) <> 0;
  end if;
  return null;
end
$$;
create trigger keep_counts_of_new after insert on desk.tickets
  referencing new table as after_change for each statement execute function desk.keep_ticket_counts();
create trigger keep_counts_of_changed after update on desk.tickets
  referencing old table as before_change new table as after_change
  for each statement execute function desk.keep_ticket_counts();
create trigger keep_counts_of_gone after delete on desk.tickets
  referencing old table as before_change for each statement execute function desk.keep_ticket_counts();

insert into desk.ticket_counts
select state, waiting_on, cardinality(waiting_on_teams) > 0, owner_id, documented_as is not null, count(*)
from desk.tickets group by 1, 2, 3, 4, 5;

-- Queues page by key: the nearest breach first, what has none last. A team's queue does so by its own clocks.
drop index desk.tickets_next_due_at_last_message_at_id_idx;
create index on desk.tickets ((coalesce(next_due_at, 'infinity'::timestamptz)), last_message_at, id) where state = 'open';
drop index desk.tickets_resolved_at_idx;
drop index desk.tickets_resolved_at_idx1;
create index on desk.tickets (resolved_at desc, id desc) where state = 'resolved';
create index on desk.tickets (resolved_at desc, id desc) where state = 'resolved' and documented_as is null;

alter table desk.hand_offs add column next_due_at timestamptz;
update desk.hand_offs set next_due_at =
  (select min(due_at) from desk.clocks where hand_off_id = hand_offs.id and stopped_at is null);
drop index desk.hand_offs_asked_team_id_idx;
create index on desk.hand_offs (asked_team_id, (coalesce(next_due_at, 'infinity'::timestamptz)), id) where outcome is null;
create index on desk.hand_offs (asked_team_id, ended_at desc, id desc) where outcome is not null;
