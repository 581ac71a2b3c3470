create schema platform;

-- One row. The secret signs links and mail tokens, so it lives with the records, not in a file.
create table platform.installation (
  id integer primary key default 1 check (id = 1),
  name text,
  kind text not null default 'empty' check (kind in ('empty', 'demo', 'regular')),
  secret bytea not null,
  demo_starts_at timestamptz,
  demo_anchored_at timestamptz,
  demo_speed double precision
);

create table platform.people (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  role text not null check (role in ('staff', 'administrator')),
  time_zone text not null,
  password_hash text,
  created_at timestamptz not null
);

create table platform.teams (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null
);

create table platform.team_people (
  team_id uuid not null references platform.teams on delete cascade,
  person_id uuid not null references platform.people on delete cascade,
  primary key (team_id, person_id)
);

-- Only hashes: a copy of the database signs nobody in.
create table platform.sessions (
  token_hash bytea primary key,
  person_id uuid not null references platform.people on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table platform.sign_in_links (
  token_hash bytea primary key,
  person_id uuid not null references platform.people on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table platform.api_tokens (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash bytea not null unique,
  permissions text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Every fact that was announced, in the transaction that made it true.
create table platform.events (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  announced_at timestamptz not null,
  request_id text not null
);
create index on platform.events (announced_at);

create table platform.audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  about_module text not null,
  about_id text not null,
  detail jsonb not null,
  request_id text not null
);
create index on platform.audit_entries (about_module, about_id, id);

create table platform.files (
  id uuid primary key default gen_random_uuid(),
  sha256 text not null,
  size_bytes bigint not null,
  content_type text not null,
  file_name text not null,
  created_at timestamptz not null
);

-- The mail ledger: each raw mail ends as exactly one outcome.
create table platform.incoming_mails (
  id uuid primary key default gen_random_uuid(),
  received_at timestamptz not null,
  raw_sha256 text not null,
  size_bytes bigint not null,
  envelope_from text not null,
  envelope_to text[] not null,
  message_id text not null,
  from_address text,
  subject text,
  outcome text not null default 'waiting' check (outcome in ('waiting', 'ticket', 'message', 'held', 'rejected')),
  reason text,
  ticket_id uuid,
  check ((outcome in ('held', 'rejected')) <= (reason is not null)),
  check ((outcome in ('ticket', 'message')) <= (ticket_id is not null))
);
create index on platform.incoming_mails (received_at desc, id);
create index on platform.incoming_mails (message_id);

create table platform.outgoing_mails (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null,
  kind text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  headers jsonb not null,
  message_id text not null unique,
  state text not null check (state in ('queued', 'sent', 'suppressed', 'failed')),
  reason text,
  sent_at timestamptz,
  ticket_id uuid,
  source_id uuid
);
create index on platform.outgoing_mails (created_at desc, id);
create index on platform.outgoing_mails (to_address, created_at);
create index on platform.outgoing_mails (source_id);
