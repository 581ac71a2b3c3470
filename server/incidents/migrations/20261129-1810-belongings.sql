-- What belongs to an incident: its parts, and the tickets that came with its reports.
create view incidents.belongings as
select incident_id, kind, part_id from incidents.incident_parts
union
select part.incident_id, 'ticket', ticket.ticket_id
from incidents.incident_parts part
join incidents.report_tickets ticket on ticket.report_id = part.part_id
where part.kind = 'report';
