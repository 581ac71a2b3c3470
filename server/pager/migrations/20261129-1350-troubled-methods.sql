-- What became of the last page to each way in which somebody is reached.
create index on pager.notifications (method_id, place) where method_id is not null;
create index on pager.notifications (person_id, place) where kind = 'mail';
