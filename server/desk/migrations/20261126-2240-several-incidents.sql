-- A ticket may wait for several incidents, each with a promise of its own.
alter table desk.tickets drop constraint tickets_waits_for_check;
update desk.tickets set waits_for = jsonb_build_array(waits_for || jsonb_build_object('by', (
  select due_at from desk.clocks where ticket_id = tickets.id and name = 'promise' and stopped_at is null
))) where waits_for is not null;
update desk.tickets set waits_for = '[]' where waits_for is null;
alter table desk.tickets
  alter column waits_for set default '[]',
  alter column waits_for set not null,
  add constraint tickets_waits_for_check check (waiting_on <> 'incident' or waits_for <> '[]');

alter table desk.clocks
  add column incident_id uuid,
  add constraint clocks_incident_check check (incident_id is null or name = 'promise');
update desk.clocks set incident_id = (select (waits_for -> 0 ->> 'id')::uuid from desk.tickets where id = ticket_id)
where name = 'promise';
drop index desk.clocks_ticket_id_name_hand_off_id_idx;
create unique index on desk.clocks (ticket_id, name, hand_off_id, incident_id) nulls not distinct where stopped_at is null;
