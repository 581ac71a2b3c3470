-- The addresses of the desk are rows: several of them, each with a team, for emergencies or not, in and out. The first
-- two come from the settings at the next start. A mailbox that is taken away stays as a row: tickets came to it.
create table mail.mailboxes (
  id uuid primary key default gen_random_uuid(),
  address text not null unique check (address = lower(address)),
  name text not null,
  -- Whom an emergency pages; null is support.
  team_id uuid,
  is_emergency boolean not null,
  receives boolean not null,
  sends boolean not null,
  is_default boolean not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  check (receives or sends),
  -- What belongs to no mailbox leaves by this one.
  check (not is_default or (sends and removed_at is null))
);
create unique index on mail.mailboxes (is_default) where is_default;

-- Null in mails that left before there were several.
alter table mail.outgoing_mails add column from_address text;
