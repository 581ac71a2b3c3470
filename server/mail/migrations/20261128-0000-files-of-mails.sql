-- What goes out with a mail, by the names of its bytes.
alter table mail.outgoing_mails add column files jsonb not null default '[]';
