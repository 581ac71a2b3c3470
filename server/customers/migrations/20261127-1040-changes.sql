-- What became of a customer, in words, for whoever reads its past.
create table customers.changes (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references customers.customers on delete cascade,
  at timestamptz not null,
  by_name text not null,
  what text not null
);
create index on customers.changes (customer_id, at desc, id desc);
