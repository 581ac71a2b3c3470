-- Deploys and their roll-outs; the events themselves are in the evidence engine.
create schema evidence;

create table evidence.deploys (
  id uuid primary key default gen_random_uuid(),
  service text not null,
  version text not null,
  started_at timestamptz not null,
  deployed_by text not null,
  title text not null,
  url text,
  is_rollback boolean not null,
  recorded_at timestamptz not null,
  -- A repeated report of the same deploy is the same deploy.
  unique (service, version, started_at)
);
create index on evidence.deploys (started_at, id);

create table evidence.roll_out_hosts (
  deploy_id uuid not null references evidence.deploys on delete cascade,
  host text not null,
  updated_at timestamptz not null,
  primary key (deploy_id, host)
);
