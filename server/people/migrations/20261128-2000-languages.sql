-- In which language somebody reads: their console says it, and mails to them are written in it.
alter table people.people add column language text not null default 'en';
