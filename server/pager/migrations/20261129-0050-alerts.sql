-- From where alerts come. The key of a source stands nowhere: only its hash does.
create table pager.alert_sources (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null,
  name text not null,
  key_hash bytea not null unique,
  added_at timestamptz not null,
  removed_at timestamptz,
  last_event_at timestamptz
);
create unique index on pager.alert_sources (team_id, name collate "C") where removed_at is null;

-- An alert is open under one key at a time; after it is resolved the same key means another.
create table pager.alerts (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references pager.alert_sources,
  key_hash bytea not null,
  key_shown text not null,
  title text not null,
  severity text not null check (severity in ('critical', 'error', 'warning', 'info')),
  state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
  count integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  page_id uuid references pager.pages
);
create unique index on pager.alerts (source_id, key_hash) where state <> 'resolved';
create index on pager.alerts (source_id, first_at desc, id);
create index on pager.alerts (page_id) where state <> 'resolved';
