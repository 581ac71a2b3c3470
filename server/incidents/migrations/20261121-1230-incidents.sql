create schema incidents;

create table incidents.reports (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  state text not null default 'draft' check (state in ('draft', 'handed-off', 'rolling-back', 'watching', 'recovered', 'told')),
  title text not null,
  claim text not null,
  reproduction text not null,
  frequency text not null,
  impact text not null,
  ask text not null,
  -- What the evidence said when it was last looked at: the report stays readable when the evidence is gone.
  class_id text,
  class_template text,
  slices jsonb not null default '[]',
  first_seen_at timestamptz,
  customers jsonb,
  deploy jsonb,
  team_id uuid,
  page_id uuid,
  created_at timestamptz not null,
  created_by uuid,
  handed_off_at timestamptz,
  check ((state = 'draft') = (handed_off_at is null))
);
-- One open report for one class: asking twice finds the first.
create unique index on incidents.reports (class_id) where state not in ('recovered', 'told');
create index on incidents.reports (created_at desc, id);

create table incidents.report_tickets (
  report_id uuid not null references incidents.reports,
  ticket_id uuid not null,
  primary key (report_id, ticket_id)
);
create index on incidents.report_tickets (ticket_id);

create table incidents.affected_customers (
  report_id uuid not null references incidents.reports,
  customer_key text not null,
  errors integer not null,
  first_seen_at timestamptz not null,
  primary key (report_id, customer_key)
);
create index on incidents.affected_customers (customer_key);

create table incidents.rollback_requests (
  id uuid primary key default gen_random_uuid(),
  report_id uuid not null unique references incidents.reports,
  deploy_id text not null,
  service text not null,
  version text not null,
  state text not null default 'asked' check (state in ('asked', 'accepted', 'declined')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  check ((state = 'asked') = (decided_at is null))
);
create index on incidents.rollback_requests (asked_at desc, id);

create table incidents.watches (
  id uuid primary key default gen_random_uuid(),
  report_id uuid not null unique references incidents.reports,
  state text not null default 'watching' check (state in ('watching', 'falling', 'at-zero', 'recovered')),
  started_at timestamptz not null,
  zero_minutes integer not null,
  errors_last_minute integer not null default 0,
  requests_last_minute bigint,
  last_error_at timestamptz,
  zero_since timestamptz,
  recovered_at timestamptz
);

-- The told ledger: nobody is told twice.
create table incidents.told (
  report_id uuid not null references incidents.reports,
  ticket_id uuid not null,
  message_id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  text text not null,
  primary key (report_id, ticket_id)
);

create table incidents.entries (
  id bigint generated always as identity primary key,
  report_id uuid not null references incidents.reports,
  at timestamptz not null,
  who text not null,
  what text not null
);
create index on incidents.entries (report_id, id);
