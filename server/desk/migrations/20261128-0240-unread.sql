-- Who follows a ticket that is not theirs, and how far somebody has read one: up to what stands at this place of its time line.
create table desk.follows (
  person_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  at timestamptz not null,
  primary key (person_id, ticket_id)
);
create index on desk.follows (ticket_id);

create table desk.looks (
  person_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  place bigint not null,
  primary key (person_id, ticket_id)
);
create index on desk.looks (ticket_id);

-- What is there today nobody is told to read.
insert into desk.looks (person_id, ticket_id, place)
select owner_id, id, (select last_value from desk.places) from desk.tickets where owner_id is not null and state = 'open';
