-- Which columns a view shows.
alter table desk.views add column columns text[] not null default '{waiting-on,reply-due,team-due,owner}';
