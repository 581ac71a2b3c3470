-- Every screen asks how many mails are on no ticket: that must not read the whole ledger.
create index on platform.incoming_mails (id) where outcome = 'held';
create index on platform.incoming_mails (id) where outcome in ('ticket', 'message') and ticket_id is null;
