-- A customer that was merged stays as a row: its key is the other one's as well, and it can come back.
alter table customers.customers add column merged_into_id uuid references customers.customers;
create index on customers.customers (merged_into_id) where merged_into_id is not null;

create table customers.merges (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('customers', 'contacts')),
  at timestamptz not null,
  by_name text not null,
  -- On whose page it stands.
  customer_id uuid not null references customers.customers on delete cascade,
  from_id uuid not null,
  from_name text not null,
  into_id uuid not null,
  -- What went along, and goes back where it is still there.
  moved jsonb not null,
  undone_at timestamptz
);
create index on customers.merges (customer_id, at desc, id desc) where undone_at is null;
