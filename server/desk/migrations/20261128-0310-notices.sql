-- What somebody is told of by mail, and when not. Without a row they are told of where they are mentioned.
create table desk.notice_settings (
  person_id uuid primary key,
  events text[] not null,
  -- Whoever looks within so long is not told.
  wait_minutes integer not null check (wait_minutes between 1 and 1440),
  -- By the wall clock of the person; may go over midnight.
  quiet_from text,
  quiet_until text,
  check ((quiet_from is null) = (quiet_until is null))
);

-- Up to where somebody was told of what stands on a ticket.
create table desk.told_words (
  person_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  place bigint not null,
  primary key (person_id, ticket_id)
);
create index on desk.told_words (ticket_id);

-- A mail to somebody about one ticket: what they answer is a note there.
create table desk.ticket_notices (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  at timestamptz not null
);
create index on desk.ticket_notices (ticket_id);
create index on desk.ticket_notices (person_id);
