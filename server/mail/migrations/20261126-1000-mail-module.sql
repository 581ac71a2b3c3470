-- Mail became a module of its own: its tables, facts and audit entries carry its name.
create schema mail;
alter table platform.incoming_mails set schema mail;
alter table platform.outgoing_mails set schema mail;
alter table platform.outgoing_copies set schema mail;

update platform.events set name = 'mail.' || split_part(name, '.', 2)
where name in ('platform.mail-received', 'platform.mail-sent', 'platform.mail-failed', 'platform.copy-failed');
update platform.subscribers set event = 'mail.' || split_part(event, '.', 2)
where event in ('platform.mail-received', 'platform.mail-sent', 'platform.mail-failed', 'platform.copy-failed');
update platform.audit_entries set about_module = 'mail', action = 'mail.' || split_part(action, '.', 2)
where action in ('platform.hold-mail', 'platform.reject-mail', 'platform.file-mail');
