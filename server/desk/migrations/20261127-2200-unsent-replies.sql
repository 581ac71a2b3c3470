-- Replies that go out later: in some seconds, in which they can be taken back, or when their writer said. One that must be
-- looked at again before it goes out is kept, with the reason; what was sent or taken back is gone from here.
create table desk.unsent_replies (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets on delete cascade,
  -- Who wrote it, as far as sending needs to know.
  actor jsonb not null,
  person_id uuid,
  text text not null,
  -- To whom it was written: who comes, or asks, later is nobody that its writer chose.
  contact_email text not null,
  cc text[] not null,
  next_update_by timestamptz,
  seen_message_id uuid not null,
  -- What is done to the ticket with it.
  then_act jsonb,
  asked_at timestamptz not null,
  send_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'stopped')),
  reason text,
  check ((state = 'stopped') = (reason is not null))
);
create unique index on desk.unsent_replies (ticket_id) where state = 'waiting';
create index on desk.unsent_replies (send_at) where state = 'waiting';
create index on desk.unsent_replies (ticket_id);
create index on desk.unsent_replies (person_id);
