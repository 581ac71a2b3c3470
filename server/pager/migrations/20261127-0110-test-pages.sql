-- A test page goes to one person and to nobody else: it is of no team, so that there is nobody to widen it to.
alter table pager.pages alter column team_id drop not null;
create index on pager.pages (about_id, created_at desc) where team_id is null;
