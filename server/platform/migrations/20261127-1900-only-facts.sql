-- What a fact must say for a subscriber to be given it; `{}` is every fact of the name.
alter table platform.subscribers add column only_facts jsonb not null default '{}';
