-- What whoever has a shift writes for the next. A rota has one that nobody has taken over yet.
create table pager.hand_over_notes (
  id uuid primary key default gen_random_uuid(),
  rota_id uuid not null references pager.rotas,
  text text not null,
  version int not null default 1,
  written_by uuid,
  written_at timestamptz not null,
  told_at timestamptz,
  told_id uuid,
  taken_by uuid,
  taken_at timestamptz
);
create unique index on pager.hand_over_notes (rota_id) where taken_at is null;
create index on pager.hand_over_notes (rota_id, taken_at desc);

-- Of which roll-outs it was said to those who watched that nobody does from then on.
create table pager.closing_roll_outs (
  closes_at timestamptz not null,
  deploy_id uuid not null,
  told_at timestamptz not null,
  primary key (closes_at, deploy_id)
);
