-- What stands below what somebody sends to a customer; of nobody: what everybody has who made none of their own.
create table desk.signatures (
  person_id uuid unique nulls not distinct,
  text text not null
);
alter table desk.unsent_replies add column signature text not null default '';
