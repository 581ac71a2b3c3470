-- A mail that went to the outbox folder, since no mail server is set, was never sent.
alter table mail.outgoing_mails drop constraint outgoing_mails_state_check;
alter table mail.outgoing_mails add constraint outgoing_mails_state_check
  check (state in ('queued', 'sent', 'kept', 'suppressed', 'failed'));
alter table mail.outgoing_copies drop constraint outgoing_copies_state_check;
alter table mail.outgoing_copies add constraint outgoing_copies_state_check
  check (state in ('queued', 'sent', 'kept', 'suppressed', 'failed'));
