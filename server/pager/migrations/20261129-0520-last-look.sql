-- When pages were last looked at, by the clock of the installation. Where the clock is behind that it was set back, and
-- what was to come at an instant would come so much too late.
create table pager.page_looks (
  only_one boolean primary key default true check (only_one),
  looked_at timestamptz not null
);

-- In the order in which they were made: a clock that was set back says otherwise.
alter table pager.notifications add place bigint generated always as identity;
