-- A mail may go to several people: what became of it is known for each. Whom it is for stays with the mail.
create table platform.outgoing_copies (
  mail_id uuid not null references platform.outgoing_mails,
  address text not null,
  state text not null check (state in ('queued', 'sent', 'suppressed', 'failed')),
  reason text,
  primary key (mail_id, address)
);
create index on platform.outgoing_copies (address);
