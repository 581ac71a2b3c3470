-- When a clock is due follows from what happened: when it began, which target it was given in which hours, and
-- when it stood still. Targets and hours are kept in versions, so that a change of either is for clocks that start
-- later and whoever asks why a clock was due then finds what it was promised.
create table desk.calendars (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  is_built_in boolean not null default false
);

-- No version is ever changed: clocks refer to it.
create table desk.calendar_versions (
  id uuid primary key default gen_random_uuid(),
  calendar_id uuid not null references desk.calendars,
  version integer not null,
  calendar jsonb not null,
  -- Nobody made what came with Bellwether, and at no instant.
  made_at timestamptz,
  made_by text,
  unique (calendar_id, version)
);

create table desk.response_policies (
  version integer primary key,
  made_at timestamptz,
  made_by text
);

create table desk.response_targets (
  policy_version integer not null references desk.response_policies,
  plan text not null check (plan in ('free', 'pro', 'premium')),
  is_urgent boolean not null,
  minutes integer not null check (minutes > 0),
  -- Of the calendar, not of a version: a clock that starts takes the newest.
  calendar_id uuid not null references desk.calendars,
  primary key (policy_version, plan, is_urgent)
);

-- What stood in the code is the first version. A function, since the end of a demo erases every row.
create function desk.begin_response_policies() returns void language sql as $$
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
  insert into desk.response_targets (policy_version, plan, is_urgent, minutes, calendar_id)
  select policy.version, target.plan, target.is_urgent, target.minutes, calendar.id
  from policy, calendar, (values
    ('free', false, 1440), ('pro', false, 240), ('premium', false, 60),
    ('free', true, 15), ('pro', true, 15), ('premium', true, 15)
  ) target (plan, is_urgent, minutes)
$$;
select desk.begin_response_policies();

-- A clock has a target of a policy, counted from an instant in hours, or an instant that was promised.
alter table desk.clocks
  add column policy_version integer,
  add column calendar_version_id uuid,
  add column target_minutes integer,
  -- When it began, or later, when the ticket became urgent.
  add column counted_from timestamptz,
  add column promised_at timestamptz,
  add column pauses jsonb not null default '[]',
  -- Nobody can say when a clock is due that is paused.
  alter column due_at drop not null;

-- Clocks that there are keep when they are due. What ran for a plan’s or an emergency’s target has that target; of
-- what was hastened or merged meanwhile nobody wrote down how, so it keeps the instant itself.
update desk.clocks set (policy_version, calendar_version_id, target_minutes, counted_from, promised_at) = (
  select
    case when known.is_target then 1 end,
    case when known.is_target then (select id from desk.calendar_versions) end,
    case when known.is_target then extract(epoch from due_at - started_at) / 60 end,
    case when known.is_target then started_at end,
    case when not known.is_target then due_at end
  from (
    select name in ('first-response', 'next-response') and due_at - started_at in (
      interval '15 minutes', interval '60 minutes', interval '240 minutes', interval '1440 minutes'
    ) as is_target
  ) known
);

alter table desk.clocks
  add foreign key (policy_version) references desk.response_policies,
  add foreign key (calendar_version_id) references desk.calendar_versions,
  add constraint clocks_target_check check (
    num_nulls(policy_version, calendar_version_id, target_minutes, counted_from)
      = case when promised_at is null then 0 else 4 end
  );
