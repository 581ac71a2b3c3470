create schema pager;

create table pager.rotas (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null unique,
  -- IANA zone and wall clock, never an offset: the rota survives every change of the clocks.
  time_zone text not null,
  turn text not null check (turn in ('daily', 'weekly')),
  hand_over_time text not null,
  starts_on text not null,
  people uuid[] not null check (cardinality(people) > 0)
);

create table pager.webhooks (
  person_id uuid primary key,
  url text not null,
  secret text not null
);

create table pager.pages (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null,
  title text not null,
  body text not null,
  about_module text not null,
  about_id uuid not null,
  about_path text not null,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
  created_at timestamptz not null,
  widened_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  check ((state = 'open') <= (acknowledged_at is null))
);
create index on pager.pages (created_at desc, id);
create index on pager.pages (created_at) where state = 'open' and widened_at is null;

create table pager.notifications (
  id uuid primary key default gen_random_uuid(),
  page_id uuid not null references pager.pages,
  person_id uuid not null,
  kind text not null check (kind in ('mail', 'webhook')),
  address text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  first_tried_at timestamptz,
  sent_at timestamptz,
  unique (page_id, person_id, kind)
);
