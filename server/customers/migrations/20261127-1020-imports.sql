-- What an import changed, so that it can be undone as a whole.
create table customers.imports (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  by_name text not null,
  -- When somebody began to undo it: nothing is added to it from then on.
  undone_at timestamptz
);
create index on customers.imports (at desc, id desc);

create table customers.import_rows (
  import_id uuid not null references customers.imports on delete cascade,
  -- No reference: to undo is also to take customers away.
  customer_id uuid not null,
  key text not null,
  name text not null,
  -- null: it was added.
  before jsonb,
  after jsonb not null,
  state text not null default 'done' check (state in ('done', 'undone', 'left')),
  primary key (import_id, customer_id)
);
create index on customers.import_rows (import_id) where state = 'done';
