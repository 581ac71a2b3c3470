-- How much a ticket matters, as somebody judged it; the clocks say how soon it is due.
alter table desk.tickets
  add column priority text not null default 'normal' check (priority in ('high', 'normal', 'low'));
create function desk.place_of(priority text) returns integer language sql immutable parallel safe as $$
  select case priority when 'high' then 1 when 'normal' then 2 else 3 end
$$;
create index on desk.tickets
  (desk.place_of(priority), (coalesce(next_due_at, 'infinity'::timestamptz)), last_message_at, id)
  where state = 'open';
