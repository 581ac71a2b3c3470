-- Texts that are written again and again, by whom, and for whom.
create table desk.snippets (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  text text not null,
  owner_id uuid not null,
  is_for_everybody boolean not null,
  team_ids uuid[] not null default '{}',
  changed_at timestamptz not null
);
create index on desk.snippets (owner_id);
