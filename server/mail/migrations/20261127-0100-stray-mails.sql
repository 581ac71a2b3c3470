-- Mail to an address that nobody has set up is held instead of refused. The addresses are kept with it, so that it is
-- filed when one of them becomes a mailbox. Null in all other mail.
alter table mail.incoming_mails add column stray_to text[];
create index on mail.incoming_mails using gin (stray_to) where outcome = 'held';
