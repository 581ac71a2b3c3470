-- Mails of somebody who was erased: the ledger keeps that there was one, and what became of it.
alter table mail.incoming_mails add column erased_at timestamptz;
alter table mail.outgoing_mails add column erased_at timestamptz;
create index on mail.incoming_mails (from_address);
create index on mail.incoming_mails (raw_sha256);
create index on mail.incoming_mails (ticket_id) where ticket_id is not null;
create index on mail.outgoing_mails (ticket_id) where ticket_id is not null;
