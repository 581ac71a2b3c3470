-- A team that is dissolved keeps its name on what it did; another one may have its address.
alter table people.teams
  add column dissolved_at timestamptz,
  drop constraint teams_slug_key;
create unique index on people.teams (slug) where dissolved_at is null;
