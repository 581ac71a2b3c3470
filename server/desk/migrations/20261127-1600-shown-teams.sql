-- Teams of which customers are told that they work on their ticket, and by when their answer is due.
create table desk.shown_teams (
  team_id uuid primary key,
  shown_since timestamptz not null
);

-- A receipt has a link, too: to where the ticket stands.
alter table desk.customer_asks
  drop constraint customer_asks_kind_check,
  add constraint customer_asks_kind_check check (kind in ('receipt', 'quiet', 'satisfaction'));
