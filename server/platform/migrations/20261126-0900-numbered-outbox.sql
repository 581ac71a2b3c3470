-- Facts are numbered after the commit that makes them true, one after the other: whoever has read up to a
-- number has missed none below it. `entry` is the order in which they were written down.
create sequence platform.event_numbers;
alter table platform.events
  add column entry bigint generated always as identity,
  add column number bigint;
-- The newest are delivered once more, in case the update came between a fact and who acts on it; every
-- subscriber is harmless to repeat.
with older as (
  select id, announced_at from platform.events order by announced_at desc, id offset 1000
), numbered as materialized (
  select id, nextval('platform.event_numbers') as number from (select id from older order by announced_at, id) in_order
)
update platform.events set number = numbered.number from numbered where events.id = numbered.id;
create unique index on platform.events (number);
create index on platform.events (entry) where number is null;
create index on platform.events (name, number);

-- How far each subscriber has read.
create table platform.subscribers (
  name text primary key,
  event text not null,
  position bigint not null
);
