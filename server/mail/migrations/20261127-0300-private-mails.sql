-- What answers a private question is read by nobody else: the ledger counts it and shows nothing of it.
alter table mail.incoming_mails add column is_private boolean not null default false;
