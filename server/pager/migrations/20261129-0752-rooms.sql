-- Rooms of a team, which hear of its pages: a channel of IRC, or an incoming webhook, whose address is a secret like a
-- channel's key. Whoever speaks there takes the room until `free_at`, so that one process at a time does; no page that opens
-- waits for that. `look_at`: somebody looks again then. Of what is said within a while there is only so much (`spoken`).
create table pager.rooms (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null,
  kind text not null check (kind in ('irc', 'webhook')),
  address text not null,
  key text,
  may_page boolean not null,
  language text not null,
  added_at timestamptz not null,
  said_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  failures integer not null default 0,
  free_at timestamptz,
  look_at timestamptz,
  spoken integer not null default 0,
  spoken_from timestamptz,
  unique (team_id, kind, address),
  check (kind = 'irc' or (key is null and not may_page))
);
-- Whoever writes in a channel pages one team.
create unique index on pager.rooms (lower(address)) where kind = 'irc' and may_page;

-- What is to be said there still, in its order.
create table pager.room_words (
  place bigint generated always as identity primary key,
  room_id uuid not null references pager.rooms on delete cascade,
  page_id uuid not null references pager.pages on delete cascade,
  kind text not null check (kind in ('opened', 'acknowledged', 'exhausted', 'ended')),
  person_id uuid
);
create index on pager.room_words (room_id, place);
create index on pager.room_words (page_id);
