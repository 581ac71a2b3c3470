-- Who was called by name in a note, or with their team: shown to them until they look, and mailed where they do not.
create table desk.mentions (
  note_id uuid not null references desk.notes on delete cascade,
  person_id uuid not null,
  -- The team that was called; null: the person by name.
  team_id uuid,
  ticket_id uuid not null references desk.tickets on delete cascade,
  at timestamptz not null,
  seen_at timestamptz,
  mailed_at timestamptz,
  primary key (note_id, person_id)
);
create index on desk.mentions (ticket_id);
create index on desk.mentions (person_id, at) where seen_at is null;
create index on desk.mentions (at) where seen_at is null and mailed_at is null;
