-- Somebody who left stays by name on what they wrote, and can do nothing any more.
alter table platform.people add deactivated_at timestamptz;

-- People see where they are signed in, so a session has a name that is not its secret.
alter table platform.sessions
  add id uuid not null default gen_random_uuid() unique,
  add last_used_at timestamptz,
  add user_agent text not null default '';

-- A token ends with whoever made it, and never can more than they can.
alter table platform.api_tokens add created_by uuid references platform.people;

-- Seen by every process; lost with a crash without harm, so it need not be logged.
create unlogged table platform.attempts (
  key text primary key,
  count integer not null,
  ends_at timestamptz not null
);
