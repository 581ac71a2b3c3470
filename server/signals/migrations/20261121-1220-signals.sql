-- Detected changes worth a look, each with what explained it when it was last looked at.
create schema signals;

create table signals.signals (
  id uuid primary key default gen_random_uuid(),
  level text not null check (level in ('page', 'notice')),
  class_id text not null,
  template text not null,
  example text not null,
  detected_at timestamptz not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  errors bigint not null,
  slices jsonb not null,
  deploy jsonb,
  customers_seen integer not null,
  customers_exposed integer not null,
  customers_estimated integer not null,
  -- Evidence time up to which the counts hold.
  counted_to timestamptz not null,
  recovered_at timestamptz
);
create index on signals.signals (detected_at, id);
-- Several processes look at once; only one of them opens the signal.
create unique index on signals.signals (class_id) where recovered_at is null;

-- Classes that were explained and found not worth a signal yet, so that the next look is cheap.
create table signals.considered_classes (
  class_id text primary key,
  errors bigint not null,
  considered_to timestamptz not null
);
