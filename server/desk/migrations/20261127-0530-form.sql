-- The form on the web, by which strangers ask. No row: it is shut.
create table desk.form (
  is_only boolean primary key default true check (is_only),
  is_open boolean not null
);
