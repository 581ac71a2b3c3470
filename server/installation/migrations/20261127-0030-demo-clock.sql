-- The clock of a demo can be held, hurried and taken ahead; and whoever waits for its story sees how much of it is told.
alter table installation.installation
  add column demo_jumps_to timestamptz,
  add column demo_told double precision,
  add column demo_says text;
update installation.installation set demo_told = 1, demo_says = '' where kind = 'demo';
