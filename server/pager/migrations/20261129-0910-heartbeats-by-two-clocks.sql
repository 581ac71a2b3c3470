-- When somebody last looked by the clock of the installation as well: where that is behind, it was set back, and what was to be
-- heard of at an instant would be missed so much too late.
alter table pager.heartbeat_looks add column clock_at timestamptz;
