-- A team may have several rotas, each with a name: whoever one of them has on call is paged. `work` is what
-- its people are called for; until now that was paging alone.
alter table pager.rotas
  add name text not null default 'On call',
  add work text not null default 'paging' check (work in ('paging')),
  -- A rota that was removed stays as it was: who was on call does not change afterwards.
  add removed_at timestamptz,
  drop constraint rotas_team_id_key;
alter table pager.rotas alter column name drop default, alter column work drop default;
create unique index on pager.rotas (team_id, name collate "C") where removed_at is null;
