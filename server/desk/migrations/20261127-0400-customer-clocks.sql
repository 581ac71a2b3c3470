-- A plan has a target for each clock of the customer: the first word, each later one, and the end.
alter table desk.response_targets rename column minutes to first_minutes;
alter table desk.response_targets
  add column next_minutes integer check (next_minutes > 0),
  -- No target, no clock.
  add column resolution_minutes integer check (resolution_minutes > 0);
update desk.response_targets set next_minutes = first_minutes;
alter table desk.response_targets alter column next_minutes set not null;
alter table desk.clocks
  drop constraint clocks_name_check,
  add constraint clocks_name_check check (
    name in ('first-response', 'next-response', 'resolution', 'promise', 'acknowledge', 'answer')
  );

-- What comes with Bellwether, as it is where a demo has erased every row.
create or replace function desk.begin_response_policies() returns void language sql as $$
  with calendar as (
    insert into desk.calendars (name, is_built_in) values ('Around the clock', true) returning id
  ), calendar_version as (
    insert into desk.calendar_versions (calendar_id, version, calendar)
    select calendar.id, 1, jsonb_build_object(
      'timeZone', 'UTC',
      'hours', (
        select jsonb_object_agg(day, '[{"from": "00:00", "until": "24:00"}]'::jsonb)
        from unnest(array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']) day
      ),
      'holidays', '[]'::jsonb
    )
    from calendar
  ), policy as (
    insert into desk.response_policies (version) values (1) returning version
  )
  insert into desk.response_targets (policy_version, plan, is_urgent, first_minutes, next_minutes, calendar_id)
  select policy.version, target.plan, target.is_urgent, target.minutes, target.minutes, calendar.id
  from policy, calendar, (values
    ('free', false, 1440), ('pro', false, 240), ('premium', false, 60),
    ('free', true, 15), ('pro', true, 15), ('premium', true, 15)
  ) target (plan, is_urgent, minutes)
$$;

-- A changed calendar counts for clocks that run, where somebody says so: how far that has come.
create table desk.recounts (
  id uuid primary key default gen_random_uuid(),
  calendar_id uuid not null references desk.calendars,
  calendar_version_id uuid not null references desk.calendar_versions,
  asked_at timestamptz not null,
  asked_by text not null,
  total integer not null,
  done integer not null default 0,
  finished_at timestamptz
);
create index on desk.recounts (calendar_id, asked_at desc);
create index on desk.clocks (calendar_version_id, ticket_id) where stopped_at is null;
