-- A mail to the page address of a source of alerts is an alert event, and no ticket.
alter table mail.incoming_mails drop constraint incoming_mails_outcome_check;
alter table mail.incoming_mails add constraint incoming_mails_outcome_check
  check (outcome in ('waiting', 'ticket', 'message', 'alert', 'held', 'rejected'));
