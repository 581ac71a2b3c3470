-- Work that says by itself that it was done; silence is the alarm. Its key stands nowhere: only its hash does.
create table pager.heartbeats (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null,
  name text not null,
  key_hash bytea not null unique,
  period_seconds integer not null check (period_seconds > 0),
  grace_seconds integer not null check (grace_seconds > 0),
  added_at timestamptz not null,
  removed_at timestamptz,
  -- It is late by the clock alone: that stands nowhere.
  state text not null default 'new' check (state in ('new', 'up', 'down')),
  last_ping_at timestamptz,
  started_at timestamptz,
  -- When it is missed unless it is heard of; null: nothing was heard of it yet, so nothing is missed.
  due_at timestamptz,
  last_text text not null default ''
);
create unique index on pager.heartbeats (team_id, name collate "C") where removed_at is null;
create index on pager.heartbeats (due_at) where removed_at is null and state <> 'down';

-- When somebody last looked for missed heartbeats, in real time: while the server was away nothing could be heard.
create table pager.heartbeat_looks (
  only_one boolean primary key default true check (only_one),
  looked_at timestamptz not null
);

-- What was changed, as it is told by change events; kept for 90 days.
create table pager.changes (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references pager.alert_sources,
  summary text not null,
  origin text,
  details text not null,
  happened_at timestamptz not null,
  received_at timestamptz not null
);
create index on pager.changes (received_at desc, id desc);
