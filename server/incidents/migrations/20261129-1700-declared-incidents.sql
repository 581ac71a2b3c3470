-- An incident is what reports, signals, tickets and pages have in common. What is shown in lists is kept beside it,
-- brought up to date while it is open.
create table incidents.incidents (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  -- Empty where nobody named it: then it is called as one of its parts is, which may be erased or written anew.
  title text not null,
  named_by uuid,
  -- What the rule says; it only ever rises. A person's choice goes before it.
  severity_by_rule text not null check (severity_by_rule in ('sev1', 'sev2', 'sev3')),
  severity_chosen text check (severity_chosen in ('sev1', 'sev2', 'sev3')),
  severity_chosen_by uuid,
  severity_reason text,
  step text not null check (step in ('found', 'paged', 'mending', 'zero', 'told', 'closed')),
  customers integer not null default 0,
  tickets integer not null default 0,
  began_at timestamptz,
  is_beginning_chosen boolean not null default false,
  declared_at timestamptz not null,
  declared_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  merged_into uuid references incidents.incidents,
  decision text check (decision in ('publish', 'individual', 'nothing')),
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  check ((severity_chosen is null) = (severity_chosen_by is null)),
  check ((decision is null) = (decided_by is null)),
  check (merged_into is null or closed_at is not null)
);
create index on incidents.incidents ((closed_at is null), declared_at, id);

-- Each is part of one incident: whoever declares one of it twice finds the first.
create table incidents.incident_parts (
  incident_id uuid not null references incidents.incidents,
  kind text not null check (kind in ('report', 'signal', 'ticket', 'page')),
  part_id uuid not null,
  added_at timestamptz not null,
  primary key (kind, part_id)
);
create index on incidents.incident_parts (incident_id);

create table incidents.incident_roles (
  incident_id uuid not null references incidents.incidents,
  role text not null check (role in ('commander', 'scribe', 'liaison')),
  person_id uuid not null,
  since timestamptz not null,
  primary key (incident_id, role)
);

-- The time line. What comes by itself has a source, so that it comes once however often it is looked for; what it said
-- before somebody corrected it is kept.
create table incidents.incident_lines (
  id uuid primary key default gen_random_uuid(),
  place bigint generated always as identity,
  incident_id uuid not null references incidents.incidents,
  source text not null,
  part_id uuid,
  at timestamptz not null,
  who text not null,
  what text not null,
  path text,
  is_by_person boolean not null default false,
  first_at timestamptz,
  first_what text,
  corrected_by uuid,
  is_left_out boolean not null default false,
  unique (incident_id, source),
  check ((first_what is null) = (first_at is null))
);
create index on incidents.incident_lines (incident_id, at, place);

create table incidents.line_comments (
  id uuid primary key default gen_random_uuid(),
  line_id uuid not null references incidents.incident_lines,
  person_id uuid not null,
  at timestamptz not null,
  text text not null
);
create index on incidents.line_comments (line_id, at);
