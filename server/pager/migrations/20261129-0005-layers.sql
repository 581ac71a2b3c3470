-- What people are on for is a row: whatever work is done by turns has rotas like paging.
create table pager.works (
  slug text primary key,
  name text not null,
  watches_customers boolean not null,
  position serial
);
insert into pager.works (slug, name, watches_customers) values
  ('paging', 'Paging', false),
  ('tickets', 'Fielding tickets', true),
  ('hand-offs', 'Answering hand-offs', false),
  ('emergencies', 'Emergencies', false);
alter table pager.rotas drop constraint rotas_work_check, add foreign key (work) references pager.works (slug);

-- A rota has layers, each with versions of its own: people of one place who take turns. Of those that have
-- somebody at an instant the one with the lowest rank counts.
alter table pager.rota_versions
  add layer_id uuid,
  add layer_name text not null default '',
  add rank integer not null default 0,
  add every integer not null default 1 check (every > 0),
  add counts text not null default 'worked' check (counts in ('worked', 'calendar')),
  add hours jsonb not null default '[]',
  -- The turns before this one are nobody's; it is that of the first in `turn_order`.
  add first_turn integer;
update pager.rota_versions set
  layer_id = rota_id,
  first_turn = (turns_start_on::date - starts_on::date) / case turn when 'weekly' then 7 else 1 end;
alter table pager.rota_versions drop constraint rota_versions_turn_check;
alter table pager.rota_versions rename column turn to unit;
update pager.rota_versions set unit = case unit when 'weekly' then 'week' else 'day' end;
alter table pager.rota_versions
  add check (unit in ('hour', 'day', 'week', 'month')),
  drop column turns_start_on,
  alter column layer_id set not null,
  alter column first_turn set not null,
  alter column layer_name drop default, alter column rank drop default, alter column every drop default,
  alter column counts drop default, alter column hours drop default;

-- Between two instants somebody else is on, or nobody; of several the one made last counts. One that is taken
-- back ends then, or never was where it had not begun.
create table pager.overrides (
  id uuid primary key default gen_random_uuid(),
  rota_id uuid not null references pager.rotas on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  person_id uuid,
  note text not null,
  made_at timestamptz not null,
  made_by uuid,
  check (starts_at < ends_at)
);
create index on pager.overrides (rota_id, ends_at);
