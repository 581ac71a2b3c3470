-- How soon whoever waits hears first, and how often after that, by how severe it is; and what customers read unless
-- somebody decides otherwise.
create table incidents.policies (
  severity text primary key check (severity in ('sev1', 'sev2', 'sev3')),
  first_minutes integer not null check (first_minutes between 1 and 1440),
  then_minutes integer not null check (then_minutes between 1 and 1440),
  decision text not null check (decision in ('publish', 'individual', 'nothing'))
);
insert into incidents.policies (severity, first_minutes, then_minutes, decision) values
  ('sev1', 5, 20, 'publish'),
  ('sev2', 5, 20, 'publish'),
  ('sev3', 15, 60, 'individual');

alter table incidents.incidents
  add word_due_at timestamptz,
  -- Of which due instant the liaison was reminded.
  add reminded_of timestamptz;
