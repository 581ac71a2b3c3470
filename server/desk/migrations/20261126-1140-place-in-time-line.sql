-- What happened at the same instant stands in the time line in the order in which it was written down, whatever its
-- kind. What was written before has no place, and keeps the order of its instants alone.
create sequence desk.places;
alter table desk.messages add column place bigint not null default 0;
alter table desk.notes add column place bigint not null default 0;
alter table desk.changes add column place bigint not null default 0;
alter table desk.hand_offs add column place bigint not null default 0;
alter table desk.messages alter column place set default nextval('desk.places');
alter table desk.notes alter column place set default nextval('desk.places');
alter table desk.changes alter column place set default nextval('desk.places');
alter table desk.hand_offs alter column place set default nextval('desk.places');
