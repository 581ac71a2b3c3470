-- What an organisation writes down about its customers besides what all have.
create table customers.fields (
  key text primary key,
  name text not null unique,
  kind text not null check (kind in ('text', 'number', 'choice', 'yes-no', 'date', 'link')),
  choices text[] not null,
  position int generated always as identity
);

create table customers.field_values (
  customer_id uuid not null references customers.customers on delete cascade,
  field_key text not null references customers.fields on delete cascade,
  value jsonb not null,
  primary key (customer_id, field_key)
);
create index on customers.field_values (field_key);
