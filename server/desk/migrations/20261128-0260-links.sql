-- Which tickets belong together: they are related, or the one is part of the other. A pair is linked in one way.
create table desk.ticket_links (
  -- Of a part-of the part, and what it is part of.
  one_id uuid not null references desk.tickets on delete cascade,
  other_id uuid not null references desk.tickets on delete cascade,
  kind text not null check (kind in ('related', 'part-of')),
  at timestamptz not null,
  primary key (one_id, other_id),
  check (one_id <> other_id)
);
create unique index on desk.ticket_links (least(one_id, other_id), greatest(one_id, other_id));
create index on desk.ticket_links (other_id);
