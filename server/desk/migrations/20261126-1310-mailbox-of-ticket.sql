-- The mailbox to which a ticket came: answers leave by it. Null where there was one only, or none.
alter table desk.tickets add column mailbox_id uuid;
