-- The installation became a module of its own: its table and audit entries carry its name.
create schema installation;
alter table platform.installation set schema installation;

update platform.audit_entries set about_module = 'installation', action = 'installation.' || split_part(action, '.', 2)
where action in ('platform.set-up', 'platform.start-demo');
