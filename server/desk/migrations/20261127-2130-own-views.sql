-- Conditions over tickets that somebody keeps under a name, and shares.
create table desk.views (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  condition jsonb not null,
  ticket_order text not null,
  owner_id uuid not null,
  is_for_everybody boolean not null,
  team_ids uuid[] not null default '{}',
  made_at timestamptz not null
);
create index on desk.views (owner_id);

create table desk.pinned_views (
  person_id uuid not null,
  view_id uuid not null references desk.views on delete cascade,
  pinned_at timestamptz not null,
  primary key (person_id, view_id)
);
create index on desk.pinned_views (view_id);
