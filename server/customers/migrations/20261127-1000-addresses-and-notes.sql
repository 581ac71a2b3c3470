-- A person writes from several addresses. Each is of one contact alone; one of a contact's is that to which we write.
create table customers.addresses (
  email text primary key check (email = lower(email)),
  contact_id uuid not null references customers.contacts on delete cascade,
  unique (contact_id, email)
);
insert into customers.addresses (email, contact_id) select email, id from customers.contacts;

alter table customers.contacts
  drop constraint contacts_email_key,
  -- Looked at when the transaction ends: a contact and its addresses come together, and addresses change places.
  add constraint contacts_primary_address foreign key (id, email)
    references customers.addresses (contact_id, email) deferrable initially deferred;

-- Whoever writes from there and is nobody's contact belongs to the customer.
create table customers.mail_domains (
  domain text primary key check (domain = lower(domain)),
  customer_id uuid not null references customers.customers on delete cascade
);
create index on customers.mail_domains (customer_id);

-- No reference: people are another module's, and whoever left is shown as such.
alter table customers.customers add column account_manager_id uuid;

create table customers.notes (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references customers.customers on delete cascade,
  at timestamptz not null,
  -- null for a program in its own name
  author_person_id uuid,
  author_name text not null,
  text text not null
);
create index on customers.notes (customer_id, at desc, id desc);

-- As for the rest of the search: where the extension is not to be had, search only takes longer.
do $$
begin
  create index addresses_search on customers.addresses using gin (email gin_trgm_ops);
  create index mail_domains_search on customers.mail_domains using gin (domain gin_trgm_ops);
exception
  when undefined_object then
    raise notice 'pg_trgm is not available: %', sqlerrm;
end
$$;
