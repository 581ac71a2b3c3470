-- Cover that somebody asks for, of a shift or of a part of one, maybe for one of somebody else's in return. Who is on
-- call is said by layers and overrides alone: what is asked here changes it once it is taken, by overrides.
create table pager.swaps (
  id uuid primary key default gen_random_uuid(),
  rota_id uuid not null references pager.rotas,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- null: whoever is on the rota or on its team may take it.
  to_id uuid,
  return_starts_at timestamptz,
  return_ends_at timestamptz,
  note text not null,
  state text not null default 'open' check (state in ('open', 'taken', 'declined', 'withdrawn', 'past-due')),
  asked_at timestamptz not null,
  asked_by uuid,
  -- When the first of both shifts begins: nobody takes it any more.
  due_at timestamptz not null,
  ended_at timestamptz,
  taken_by uuid,
  check (starts_at < ends_at),
  check ((return_starts_at is null) = (return_ends_at is null)),
  check (return_starts_at is null or (return_starts_at < return_ends_at and to_id is not null)),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'taken') = (taken_by is not null))
);
create index on pager.swaps (due_at) where state = 'open';
create index on pager.swaps (rota_id);
create index on pager.swaps (person_id);
create index on pager.swaps (starts_at, id);

-- Whole days on which somebody is away, on the wall of the zone in which they live.
create table pager.leave (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  first_on text not null,
  last_on text not null,
  note text not null,
  made_at timestamptz not null,
  made_by uuid,
  check (first_on ~ '^\d{4}-\d\d-\d\d$' and last_on ~ '^\d{4}-\d\d-\d\d$' and first_on <= last_on)
);
create index on pager.leave (person_id, last_on);
create index on pager.leave ((first_on collate "C"), id);
