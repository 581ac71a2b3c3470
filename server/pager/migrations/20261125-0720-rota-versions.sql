-- Who was on call stays true whatever is edited later: each edit is a version from then on, and the
-- newest that has begun counts. `turn_order` and `turns_start_on` say who follows whom in it: the order
-- that was written, turned so that the next person after whoever is on call comes first.
create table pager.rota_versions (
  id uuid primary key default gen_random_uuid(),
  rota_id uuid not null references pager.rotas on delete cascade,
  begins_at timestamptz not null,
  saved_at timestamptz not null,
  -- Whoever was on call at the edit stays until the next hand-over.
  holder uuid,
  held_until timestamptz,
  time_zone text not null,
  turn text not null check (turn in ('daily', 'weekly')),
  hand_over_time text not null,
  starts_on text not null,
  people uuid[] not null,
  turns_start_on text not null,
  turn_order uuid[] not null,
  check ((holder is null) = (held_until is null))
);
create index on pager.rota_versions (rota_id, begins_at);

insert into pager.rota_versions
  (rota_id, begins_at, saved_at, time_zone, turn, hand_over_time, starts_on, people, turns_start_on, turn_order)
select id, 'epoch', 'epoch', time_zone, turn, hand_over_time, starts_on, people, starts_on, people from pager.rotas;

alter table pager.rotas
  drop column time_zone, drop column turn, drop column hand_over_time, drop column starts_on, drop column people;
