-- Tickets that went along when their customer was merged into another one: they go back when that is undone.
create table desk.moved_tickets (
  -- Of the customers' module, which says whether it holds.
  merge_id uuid not null,
  ticket_id uuid not null references desk.tickets on delete cascade,
  primary key (merge_id, ticket_id)
);
