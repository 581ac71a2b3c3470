create schema desk;

create table desk.tickets (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  subject text not null,
  state text not null default 'open' check (state in ('open', 'resolved')),
  is_urgent boolean not null default false,
  customer_id uuid,
  contact_name text not null,
  contact_email text not null,
  owner_id uuid,
  -- Who must act next: always exactly one, and a team exactly when the ball is with a team.
  ball_holder text not null check (ball_holder in ('support', 'customer', 'team', 'nobody')),
  ball_team_id uuid,
  ball_since timestamptz not null,
  mentioned_sites text[] not null default '{}',
  -- The ticket whose ids a stranger used: shown, never merged.
  related_ticket_id uuid references desk.tickets,
  next_due_at timestamptz,
  last_message_at timestamptz not null,
  created_at timestamptz not null,
  resolved_at timestamptz,
  documented_as text check (documented_as in ('linked-article', 'edited-article', 'forum-answer', 'not-needed')),
  documented_url text,
  documented_reason text,
  check ((ball_holder = 'team') = (ball_team_id is not null)),
  check ((state = 'resolved') = (ball_holder = 'nobody')),
  check ((state = 'resolved') = (resolved_at is not null))
);
-- The queue: nearest breach first, tickets without a running clock last.
create index on desk.tickets (next_due_at nulls last, last_message_at, id) where state = 'open';
create index on desk.tickets (owner_id) where state = 'open';
create index on desk.tickets (customer_id, created_at);
create index on desk.tickets (contact_email, created_at);
create index on desk.tickets (resolved_at desc) where state = 'resolved';

create table desk.messages (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  at timestamptz not null,
  direction text not null check (direction in ('in', 'out')),
  author_name text not null,
  author_email text,
  author_person_id uuid,
  text text not null,
  full_text text not null,
  html text,
  rfc_message_id text,
  is_automatic boolean not null,
  flag text,
  -- Filing the same mail twice must fail rather than double a message.
  incoming_mail_id uuid unique,
  outgoing_mail_id uuid unique
);
create index on desk.messages (ticket_id, at);
create index on desk.messages (rfc_message_id);

create table desk.attachments (
  id uuid primary key default gen_random_uuid(),
  message_id uuid not null references desk.messages,
  file_id uuid not null,
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  is_damaged boolean not null
);
create index on desk.attachments (message_id);

create table desk.notes (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  at timestamptz not null,
  person_id uuid,
  text text not null
);
create index on desk.notes (ticket_id, at);

create table desk.changes (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  at timestamptz not null,
  who text not null,
  what text not null
);
create index on desk.changes (ticket_id, at);

create table desk.hand_offs (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  round integer not null,
  state text not null check (state in ('asked', 'acknowledged', 'answered', 'declined', 'withdrawn', 'returned')),
  outcome text check (outcome in ('answered', 'declined', 'withdrawn')),
  question text not null check (question <> ''),
  evidence_links jsonb not null,
  may_reply_to_customer boolean not null,
  asked_by uuid not null,
  asked_team_id uuid not null,
  asked_at timestamptz not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  answer text,
  answered_to_customer boolean not null default false,
  returned_to uuid,
  unique (ticket_id, round),
  check ((state in ('asked', 'acknowledged')) = (outcome is null)),
  check ((outcome is null) = (ended_at is null))
);
-- One team at a time holds the ball.
create unique index on desk.hand_offs (ticket_id) where outcome is null;
create index on desk.hand_offs (asked_team_id) where outcome is null;

create table desk.clocks (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  hand_off_id uuid references desk.hand_offs,
  name text not null check (name in ('first-response', 'next-response', 'acknowledge', 'answer')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  stopped_at timestamptz,
  breached_at timestamptz,
  check (stopped_at is null or stopped_at >= started_at),
  -- The customer's clocks belong to the ticket, a hand-off's to the hand-off: neither replaces the other.
  check ((name in ('acknowledge', 'answer')) = (hand_off_id is not null))
);
create unique index on desk.clocks (ticket_id, name, hand_off_id) nulls not distinct where stopped_at is null;
create index on desk.clocks (due_at) where stopped_at is null and breached_at is null;
create index on desk.clocks (ticket_id);
