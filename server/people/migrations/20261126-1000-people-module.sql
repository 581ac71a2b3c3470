-- People became a module of their own: its tables, facts and audit entries carry its name.
create schema people;
alter table platform.people set schema people;
alter table platform.teams set schema people;
alter table platform.team_people set schema people;
alter table platform.sessions set schema people;
alter table platform.sign_in_links set schema people;
alter table platform.api_tokens set schema people;

update platform.events set name = 'people.' || split_part(name, '.', 2)
where name in ('platform.rights-changed', 'platform.person-deactivated');
update platform.subscribers set event = 'people.person-deactivated' where event = 'platform.person-deactivated';
update platform.audit_entries set about_module = 'people', action = 'people.' || split_part(action, '.', 2)
where action in (
  'platform.add-person', 'platform.add-team', 'platform.change-person', 'platform.create-token',
  'platform.deactivate-person', 'platform.end-sessions', 'platform.reactivate-person', 'platform.revoke-token',
  'platform.set-password', 'platform.spend-link'
);
