-- How many messages a ticket has is shown in every list: it is kept beside the ticket.
alter table desk.tickets add column message_count integer not null default 0;
update desk.tickets set message_count = counted.messages
from (select ticket_id, count(*) as messages from desk.messages group by ticket_id) counted
where counted.ticket_id = tickets.id;
