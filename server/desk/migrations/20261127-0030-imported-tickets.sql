-- Tickets that were resolved elsewhere keep where they come from: an import that is sent again brings nothing twice. Not
-- a column of the tickets, of which nearly all come in by mail.
create table desk.imported_tickets (
  reference text primary key,
  ticket_id uuid not null unique references desk.tickets
);
