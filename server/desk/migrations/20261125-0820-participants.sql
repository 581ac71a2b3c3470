-- A mail has more than two parties: who takes part in a ticket besides its contact, and since which mail. Whom
-- a person took out stays here, so that the next mail that names them does not bring them back.
create table desk.participants (
  ticket_id uuid not null references desk.tickets,
  address text not null,
  name text not null,
  added_at timestamptz not null,
  message_id uuid references desk.messages,
  added_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  primary key (ticket_id, address)
);

-- A list mail is answered to its sender alone; the screen says so.
alter table desk.messages add column is_list boolean not null default false;

-- The order in which messages were filed, which is not that of their times: a mail may wait.
create sequence desk.filed_messages;
alter table desk.messages add column filed_number bigint;
update desk.messages as message set filed_number = numbered.place
from (select id, row_number() over (order by at, id) as place from desk.messages) as numbered
where numbered.id = message.id;
select setval('desk.filed_messages', greatest((select count(*) from desk.messages), 1));
alter table desk.messages
  alter column filed_number set default nextval('desk.filed_messages'),
  alter column filed_number set not null;
alter sequence desk.filed_messages owned by desk.messages.filed_number;
