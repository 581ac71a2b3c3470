-- Rules that people write: what in the evidence opens a signal. What a rule said is kept with each change of it, since
-- replays prove something of one version.
create table signals.alert_rules (
  id uuid primary key default gen_random_uuid(),
  version integer not null,
  is_paused boolean not null default false,
  removed_at timestamptz,
  -- Where it stood before the minutes of which more may yet come in, and up to where it was looked at.
  settled jsonb,
  looked_to timestamptz,
  failure text
);

create table signals.alert_rule_versions (
  rule_id uuid not null references signals.alert_rules,
  version integer not null,
  name text not null,
  trigger jsonb not null,
  hold_minutes integer not null,
  level text not null check (level in ('page', 'notice')),
  team_id uuid,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (rule_id, version)
);
alter table signals.alert_rules
  add foreign key (id, version) references signals.alert_rule_versions (rule_id, version) deferrable initially deferred;

create table signals.rule_replays (
  id uuid primary key default gen_random_uuid(),
  rule_id uuid not null,
  version integer not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  is_cut boolean not null,
  count integer not null,
  firings jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  foreign key (rule_id, version) references signals.alert_rule_versions
);
create index on signals.rule_replays (rule_id, made_at);

-- A signal is about a class, or about a rule that fires.
alter table signals.signals
  alter column class_id drop not null,
  alter column template drop not null,
  alter column example drop not null,
  alter column customers_seen drop not null,
  alter column customers_exposed drop not null,
  alter column customers_estimated drop not null,
  add rule_id uuid,
  add rule_version integer,
  add peak double precision,
  add foreign key (rule_id, rule_version) references signals.alert_rule_versions,
  add check ((class_id is null) <> (rule_id is null)),
  add check (rule_id is null or (rule_version is not null and peak is not null)),
  add check (class_id is null or (template is not null and example is not null and customers_seen is not null
    and customers_exposed is not null and customers_estimated is not null));
