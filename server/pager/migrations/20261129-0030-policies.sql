-- How a team's pages go on while nobody answers. A team without a row has the standard policy.
create table pager.policies (
  team_id uuid primary key,
  steps jsonb not null,
  repeats integer not null check (repeats between 0 and 20),
  again_minutes integer not null check (again_minutes > 0),
  acknowledgement_minutes integer check (acknowledgement_minutes > 0)
);

-- Where a page stands in it: the step that comes next, in which round, and when. `exhausted_at`: every step of every
-- round was tried, and nobody answered; it goes on all the same.
alter table pager.pages
  add step integer not null default 0,
  add round integer not null default 0,
  add next_at timestamptz,
  add exhausted_at timestamptz,
  add acknowledged_until timestamptz;
update pager.pages set step = 1, next_at = created_at + interval '10 minutes'
where state = 'open' and widened_at is null and team_id is not null;
update pager.pages set step = 2, round = 0, next_at = now() + interval '10 minutes'
where state = 'open' and widened_at is not null and team_id is not null;
alter table pager.pages drop column widened_at;
create index on pager.pages (next_at) where state = 'open' and next_at is not null;
create index on pager.pages (acknowledged_until) where state = 'acknowledged' and acknowledged_until is not null;

-- A page goes again to whoever does not answer: once by each method in each step.
alter table pager.notifications add round integer not null default 0;
drop index pager.notifications_page_id_person_id_idx;
drop index pager.notifications_page_id_method_id_idx;
create unique index on pager.notifications (page_id, person_id, round) where kind = 'mail';
create unique index on pager.notifications (page_id, method_id, round);
alter table pager.notifications alter column round drop default;

-- What happened to a page, in order.
create table pager.page_entries (
  id bigserial primary key,
  page_id uuid not null references pager.pages on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('opened', 'step', 'nobody', 'exhausted', 'acknowledged', 'timed-out', 'escalated', 'reassigned', 'note', 'resolved')),
  person_id uuid,
  text text not null
);
create index on pager.page_entries (page_id, id);
