-- When new alerts page nobody, as somebody works on what they are about. Whether one is under way is said by its times
-- alone: what is missed while the server is away is made up for.
create table pager.maintenance (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null,
  -- null: all sources of the team.
  source_id uuid references pager.alert_sources,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text not null,
  made_at timestamptz not null,
  made_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  check (starts_at < ends_at)
);
create index on pager.maintenance (team_id, ends_at) where ended_at is null;
create index on pager.maintenance (ends_at) where ended_at is null;

-- What pages once a maintenance is over.
create index on pager.alerts (source_id, first_at) where kept = 'maintenance' and state = 'open';
