create schema privacy;

-- Who was erased is known while it is done; afterwards only whoever knows an address finds that it was.
create table privacy.erasures (
  id uuid primary key default gen_random_uuid(),
  asked_at timestamptz not null,
  asked_by text not null,
  -- Addresses, names and customers; null when all is done.
  person jsonb,
  -- Each address, by the secret of this installation.
  digests text[] not null,
  stage text not null default 'contact' check (
    stage in ('contact', 'tickets', 'mails', 'evidence', 'elsewhere', 'files', 'proof', 'finished')
  ),
  -- How far a stage is that goes through many tables.
  place jsonb,
  erased jsonb not null,
  trouble text,
  finished_at timestamptz,
  proof jsonb,
  check ((stage = 'finished') = (finished_at is not null)),
  check ((stage = 'finished') = (person is null)),
  check ((stage = 'finished') = (proof is not null))
);
create index on privacy.erasures (asked_at desc, id desc);
create index on privacy.erasures (asked_at) where stage <> 'finished';
create index on privacy.erasures using gin (digests);
