-- Who has a ticket open, and whether they write: of the last minute, so it need not outlive a crash.
create unlogged table desk.presence (
  ticket_id uuid not null,
  person_id uuid not null,
  doing text not null check (doing in ('viewing', 'writing')),
  at timestamptz not null,
  primary key (ticket_id, person_id)
);

-- What somebody has written and not sent, on whichever device.
create table desk.drafts (
  person_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  kind text not null check (kind in ('reply', 'note')),
  text text not null,
  at timestamptz not null,
  primary key (person_id, ticket_id, kind)
);
create index on desk.drafts (ticket_id);
