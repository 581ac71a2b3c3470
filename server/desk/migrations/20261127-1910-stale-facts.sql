-- Tickets that changed since what the figures are made of was derived of them; once for each change.
create table desk.stale_facts (
  mark bigint generated always as identity primary key,
  ticket_id uuid not null
);
create index on desk.stale_facts (ticket_id);
