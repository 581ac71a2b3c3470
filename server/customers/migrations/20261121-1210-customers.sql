create schema customers;

create table customers.customers (
  id uuid primary key default gen_random_uuid(),
  -- The customer.id that events carry: what joins tickets to evidence.
  key text not null unique,
  name text not null,
  plan text not null check (plan in ('free', 'pro', 'premium')),
  is_vip boolean not null,
  created_at timestamptz not null
);
create index on customers.customers (name collate "C", id);

create table customers.sites (
  hostname text primary key,
  customer_id uuid not null references customers.customers on delete cascade
);
create index on customers.sites (customer_id);

create table customers.contacts (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references customers.customers on delete cascade,
  name text not null,
  email text not null unique check (email = lower(email))
);
create index on customers.contacts (customer_id);
