-- Files that come in parts: what has come stays when a connection is lost, and the rest comes later.
create table desk.coming_files (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets on delete cascade,
  person_id uuid not null,
  kind text not null check (kind in ('reply', 'note')),
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  -- What tells it from another file of its name and size; as whoever sends it says.
  mark text not null,
  begun_at timestamptz not null,
  -- What it has become: whoever did not hear of it is told, and sends it no second time.
  draft_file_id uuid references desk.draft_files on delete cascade,
  unique (ticket_id, person_id, kind, file_name, size_bytes, mark)
);
create index on desk.coming_files (person_id);
create index on desk.coming_files (draft_file_id) where draft_file_id is not null;
create index on desk.coming_files (begun_at);
create table desk.coming_parts (
  coming_id uuid not null references desk.coming_files on delete restrict,
  from_byte bigint not null,
  size_bytes bigint not null,
  file_id uuid not null,
  primary key (coming_id, from_byte)
);
