-- What happens by itself after an answer and after the end. No row: nothing does.
create table desk.after_care (
  is_only boolean primary key default true check (is_only),
  quiet jsonb,
  satisfaction jsonb
);

-- What a customer was asked by a link of their own: whether it is solved, or whether the answer was good.
create table desk.customer_asks (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references desk.tickets,
  kind text not null check (kind in ('quiet', 'satisfaction')),
  address text not null,
  at timestamptz not null
);
create index on desk.customer_asks (ticket_id, at);
create index on desk.customer_asks (address, at) where kind = 'satisfaction';

-- Every answer is kept; the last one counts.
create table desk.customer_answers (
  id uuid primary key default gen_random_uuid(),
  ask_id uuid not null references desk.customer_asks,
  at timestamptz not null,
  place bigint not null generated always as identity,
  answer text not null check (answer in ('good', 'bad', 'solved', 'not-solved')),
  comment text not null
);
create index on desk.customer_answers (ask_id, at, place);

create index on desk.tickets (waiting_since) where state = 'open' and waiting_on = 'customer';

alter table desk.tickets
  drop constraint tickets_documented_as_check,
  add constraint tickets_documented_as_check check (
    documented_as in ('linked-article', 'edited-article', 'written-article', 'forum-answer', 'not-needed')
  );
