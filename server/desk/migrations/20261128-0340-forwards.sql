-- What was said on a ticket and passed on to somebody outside, e.g. a supplier: what they answer is a note there.
create table desk.forwards (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets on delete cascade,
  to_address text not null,
  at timestamptz not null
);
create index on desk.forwards (ticket_id);
