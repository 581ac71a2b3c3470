-- What each merge moved and how both tickets stood: it can be undone for as long as they are kept.
create table desk.merges (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  from_id uuid not null references desk.tickets on delete cascade,
  into_id uuid not null references desk.tickets on delete cascade,
  at timestamptz not null,
  -- Both tickets, and what was stopped or ran for their customers; no words of anybody.
  before jsonb not null,
  -- Tags that the ticket that goes on did not have.
  tags text[] not null,
  -- Participants that it did not have.
  people uuid[] not null default '{}',
  -- Who followed the other one alone.
  followers uuid[] not null default '{}',
  -- Pages about the ticket that ended.
  pages uuid[] not null default '{}',
  -- Whose texts came along, and of which kind: not the texts.
  drafts text[] not null default '{}',
  undone_at timestamptz
);
create unique index on desk.merges (from_id) where undone_at is null;
create index on desk.merges (into_id);

create table desk.merged_parts (
  merge_id uuid not null references desk.merges on delete cascade,
  part_id uuid not null,
  kind text not null check (kind in ('message', 'note', 'hand-off', 'unsent', 'file')),
  -- The filed number of a message, the round of a hand-off.
  number bigint,
  primary key (merge_id, part_id)
);
alter table desk.participants add column id uuid not null default gen_random_uuid();
create index on desk.tickets (merged_into_id) where merged_into_id is not null;
