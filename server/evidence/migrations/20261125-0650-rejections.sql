-- What came in and was not understood: kept for a while, so that a sender can be set right.
create table evidence.rejected_lines (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  source_name text not null,
  received_at timestamptz not null,
  line integer not null,
  pointer text not null,
  detail text not null,
  -- Cut to some KB.
  text text not null
);
create index on evidence.rejected_lines (received_at, id);

create table evidence.intake_days (
  source text not null,
  day date not null,
  source_name text not null,
  accepted bigint not null,
  corrected bigint not null,
  refused bigint not null,
  without_service bigint not null,
  without_instant bigint not null,
  without_status bigint not null,
  last_at timestamptz not null,
  primary key (source, day)
);

-- A clock that is wrong is corrected; the same report is known again by what it said.
alter table evidence.deploys add column reported_at timestamptz;
update evidence.deploys set reported_at = started_at;
alter table evidence.deploys alter column reported_at set not null;
alter table evidence.deploys drop constraint deploys_service_version_started_at_key;
alter table evidence.deploys add constraint deploys_reported_once unique (service, version, reported_at);
