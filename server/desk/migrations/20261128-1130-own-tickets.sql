-- Support opened it for itself: nobody outside asked, and nothing goes out on it until somebody is made the requester.
alter table desk.tickets add column is_ours boolean not null default false;

-- Tickets that open themselves, at the local time of a zone. What is due is looked for by its instant.
create table desk.recurring_tickets (
  id uuid primary key default gen_random_uuid(),
  subject text not null,
  text text not null,
  recurrence jsonb not null,
  acts jsonb not null,
  is_on boolean not null,
  -- None is opened while the one before is open.
  waits_for_last boolean not null,
  next_at timestamptz not null,
  last_ticket_id uuid references desk.tickets on delete set null,
  changed_at timestamptz not null,
  -- Who asks for what is opened.
  changed_by uuid not null
);
create index on desk.recurring_tickets (next_at) where is_on;
create index on desk.recurring_tickets (last_ticket_id);
