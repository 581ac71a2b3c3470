-- What nobody has to answer leaves the queue as spam or into the trash, and can be restored. Nothing of it waits or runs.
alter table desk.tickets
  drop constraint tickets_state_check,
  add constraint tickets_state_check check (state in ('open', 'resolved', 'merged', 'spam', 'trash'));
create index on desk.tickets (state, last_message_at desc, id desc) where state in ('spam', 'trash');

-- How each of them stood before, to be restored; null where it came as spam and never was in the queue.
create table desk.removals (
  ticket_id uuid primary key references desk.tickets on delete cascade,
  before jsonb
);

-- Whose mail is spam: an address, or `@` and a domain.
create table desk.blocked_senders (
  sender text primary key check (sender = lower(sender) and sender like '%@%'),
  blocked_at timestamptz not null,
  -- null for a program in its own name
  blocked_by uuid
);
