-- Calendars of shifts, each by an address that is a secret: only its hash stands here.
create table pager.shift_feeds (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  -- null: the shifts of this person, on every rota.
  team_id uuid,
  token_hash bytea not null unique,
  made_at timestamptz not null,
  read_at timestamptz
);
create index on pager.shift_feeds (person_id);
