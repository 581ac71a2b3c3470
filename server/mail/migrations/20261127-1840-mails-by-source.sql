-- Mails to colleagues about a ticket are found by what they came of.
create index on mail.outgoing_mails (source_id) where source_id is not null;
