-- What a ticket is called and whom it is from, for the search inside words: its index is dear to write and has no place
-- on a row that changes with each clock.
create table desk.named_tickets (
  ticket_id uuid primary key references desk.tickets on delete cascade,
  number bigint not null,
  subject text not null,
  contact_email text not null
);
insert into desk.named_tickets select id, number, subject, contact_email from desk.tickets;
create index on desk.named_tickets (number);

create function desk.name_ticket() returns trigger language plpgsql as $$
begin
  insert into desk.named_tickets values (new.id, new.number, new.subject, new.contact_email)
  on conflict (ticket_id) do update set subject = excluded.subject, contact_email = excluded.contact_email;
  return null;
end
$$;
create trigger name_new after insert on desk.tickets for each row execute function desk.name_ticket();
create trigger name_changed after update of subject, contact_email on desk.tickets for each row
  when ((old.subject, old.contact_email) is distinct from (new.subject, new.contact_email))
  execute function desk.name_ticket();

-- Where a server lacks the extension, or does not let us have it, search only takes longer.
drop index if exists desk.tickets_search;
do $$
begin
  create extension if not exists pg_trgm;
  create index on desk.named_tickets using gin (subject gin_trgm_ops, contact_email gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    raise notice 'pg_trgm is not available: %', sqlerrm;
end
$$;
