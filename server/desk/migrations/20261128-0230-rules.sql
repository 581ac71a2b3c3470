-- What is done by itself to tickets of which something holds once something happened to them, in this order.
create table desk.rules (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  place integer not null,
  is_on boolean not null,
  event text not null check (event in ('opened', 'customer-wrote', 'came-back', 'breached')),
  condition jsonb not null,
  acts jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid
);

-- Which rule was followed for which fact: a fact that is told twice changes nothing twice.
create table desk.rule_runs (
  rule_id uuid not null references desk.rules on delete cascade,
  about uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  at timestamptz not null,
  primary key (rule_id, about)
);
create index on desk.rule_runs (ticket_id);

-- Who was given tickets by rules, the last one with the highest turn: whoever has the lowest, or none, is next.
create sequence desk.next_rule_turn;
create table desk.rule_turns (
  person_id uuid primary key,
  turn bigint not null default nextval('desk.next_rule_turn')
);
