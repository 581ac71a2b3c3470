-- Telling everyone is a job: one row for each time somebody asks for it, one for each ticket in it. A
-- ticket is claimed when it is asked for, so that two people who ask at once tell nobody twice. Before the
-- errors are gone is one round, after it is the next: what was promised then can be kept.
create table incidents.tellings (
  id uuid primary key default gen_random_uuid(),
  report_id uuid not null references incidents.reports,
  round integer not null,
  text text not null,
  person_id uuid not null,
  asked_at timestamptz not null
);
create index on incidents.tellings (report_id, asked_at);

create table incidents.telling_tickets (
  telling_id uuid not null references incidents.tellings,
  ticket_id uuid not null,
  report_id uuid not null,
  round integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'refused', 'unheard')),
  message_id uuid,
  reason text,
  at timestamptz,
  primary key (telling_id, ticket_id),
  check ((state in ('told', 'unheard')) <= (message_id is not null)),
  check ((state = 'refused') <= (reason is not null))
);
create unique index on incidents.telling_tickets (report_id, ticket_id, round) where state in ('waiting', 'told');

insert into incidents.tellings (id, report_id, round, text, person_id, asked_at)
select gen_random_uuid(), report_id, 1, text, person_id, min(at) from incidents.told group by report_id, text, person_id;
insert into incidents.telling_tickets (telling_id, ticket_id, report_id, round, state, message_id, at)
select g.id, t.ticket_id, t.report_id, 1, 'told', t.message_id, t.at
from incidents.told t join incidents.tellings g using (report_id, text, person_id);
drop table incidents.told;

alter table incidents.reports add telling_round integer not null default 1;
-- Tickets that a person put on the report are about it; others are of a customer who is hit.
alter table incidents.report_tickets
  add linked_at timestamptz not null default now(),
  add is_by_person boolean not null default true;
