-- From where a probe is looked at: from here, or from programs elsewhere that look for us. Each is called as its token is.
alter table probes.probes add locations text[] not null default '{here}';

create table probes.locations (
  name text primary key,
  seen_at timestamptz not null
);
