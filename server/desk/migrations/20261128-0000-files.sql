-- Files of what somebody is writing: nobody else has them until it is sent. Of a reply that waits to go out they are its own;
-- where that is taken back they are again what its writer has.
create table desk.draft_files (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets on delete cascade,
  person_id uuid not null,
  kind text not null check (kind in ('reply', 'note')),
  unsent_id uuid references desk.unsent_replies on delete set null,
  file_id uuid not null,
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  added_at timestamptz not null,
  place bigint not null generated always as identity
);
create index on desk.draft_files (ticket_id);
create index on desk.draft_files (unsent_id) where unsent_id is not null;
create index on desk.draft_files (person_id);
create index on desk.draft_files (added_at);

-- Notes have files, too.
alter table desk.attachments alter column message_id drop not null;
alter table desk.attachments add column note_id uuid references desk.notes on delete cascade;
alter table desk.attachments add check (num_nonnulls(message_id, note_id) = 1);
create index on desk.attachments (note_id) where note_id is not null;
