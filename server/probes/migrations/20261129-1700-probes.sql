create schema probes;

-- What is looked at again and again, and how it is. What was seen stands in the evidence.
create table probes.probes (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  team_id uuid not null,
  -- As the contract has it: what is looked at, and what is expected.
  "check" jsonb not null,
  interval_seconds integer not null check (interval_seconds > 0),
  timeout_seconds integer not null check (timeout_seconds > 0),
  tries integer not null check (tries > 0),
  service text not null,
  site text not null,
  -- Grows by each change: what was seen of it as it was before counts no more.
  version integer not null default 1,
  added_at timestamptz not null,
  -- null where a program did it in its own name.
  changed_by uuid,
  removed_at timestamptz,
  paused_at timestamptz,
  paused_by uuid,
  -- When it is looked at next from here.
  due_at timestamptz not null,
  state text not null default 'new' check (state in ('new', 'up', 'failing', 'down')),
  state_since timestamptz,
  -- About what its open page is: itself, or its team where many are down at once; null: there is none.
  paged_about uuid,
  -- The certificate for which a ticket was opened.
  ticketed_certificate text
);
create unique index on probes.probes (name collate "C") where removed_at is null;
-- Few are open at a time, and each look asks which are due.
create index on probes.probes (due_at) where removed_at is null and paused_at is null;

-- The last look of each location.
create table probes.looks (
  probe_id uuid not null references probes.probes,
  location text not null default 'here',
  at timestamptz not null,
  failed_in_row integer not null,
  -- null: all was as expected.
  error text,
  duration_ms real not null,
  certificate_ends_at timestamptz,
  certificate text,
  primary key (probe_id, location)
);
