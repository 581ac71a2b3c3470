-- What a deploy of a service needs; that of '' holds for all that have nothing of their own.
create table pager.deploy_rules (
  service text primary key,
  hours integer not null,
  watched_hours double precision not null,
  refuses boolean not null
);
create table pager.deploy_overrides (
  id uuid primary key default gen_random_uuid(),
  service text not null,
  by_name text not null,
  reason text not null,
  made_at timestamptz not null,
  until timestamptz not null
);
create index on pager.deploy_overrides (service, until);
