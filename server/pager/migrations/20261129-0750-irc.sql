-- A page may reach somebody by IRC. Its answer is a code in the page; what it is found by is kept, the code is not.
alter table pager.contact_methods drop constraint contact_methods_kind_check;
alter table pager.contact_methods
  add check (kind in ('mail', 'webhook', 'slack', 'ntfy', 'push', 'sms', 'voice', 'irc'));
alter table pager.notifications drop constraint notifications_kind_check;
alter table pager.notifications
  add check (kind in ('mail', 'webhook', 'slack', 'ntfy', 'push', 'sms', 'voice', 'irc')),
  add answer_key bytea;
create unique index on pager.notifications (answer_key) where answer_key is not null;
