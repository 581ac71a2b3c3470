-- What runs by a cron expression is expected by it, on the clock of its zone, and not every so many seconds.
alter table pager.heartbeats alter column period_seconds drop not null;
alter table pager.heartbeats add column cron text;
alter table pager.heartbeats add column time_zone text;
alter table pager.heartbeats add constraint heartbeats_one_rhythm
  check ((period_seconds is null) = (cron is not null) and (cron is null) = (time_zone is null));

-- Its name within an address, below the ping key of its team. Of those that have one by then a second of the same is told
-- apart by its id.
alter table pager.heartbeats add column slug text;
with based as (
  select id, team_id, added_at, removed_at,
    coalesce(nullif(trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9_]+', '-', 'g'), 80)), ''), 'heartbeat')
      as base
  from pager.heartbeats
), numbered as (
  select id, base, row_number() over (partition by team_id, base order by removed_at nulls first, added_at, id) as place
  from based
)
update pager.heartbeats h
set slug = case when place = 1 then base else base || '-' || left(n.id::text, 8) end
from numbered n where n.id = h.id;
alter table pager.heartbeats alter column slug set not null;
create unique index on pager.heartbeats (team_id, slug) where removed_at is null;

-- With it whoever knows the slug of a heartbeat of a team pings it. The key stands nowhere: only its hash does.
create table pager.ping_keys (
  team_id uuid primary key,
  key_hash bytea not null unique,
  made_at timestamptz not null
);
