-- What a write answered, for the caller who did not get it. Neither the key nor the answer stands here in
-- clear: the answer is encrypted with the key, of which only the hash is kept.
create table platform.idempotent_answers (
  caller text not null,
  key_hash bytea not null,
  fingerprint bytea not null,
  answer bytea,
  created_at timestamptz not null default now(),
  primary key (caller, key_hash)
);
create index on platform.idempotent_answers (created_at);
