-- By which alerts that ended long ago are found and forgotten.
create index on pager.alerts (ended_at) where state = 'resolved';
