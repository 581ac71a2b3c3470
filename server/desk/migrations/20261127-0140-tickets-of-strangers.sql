-- Open tickets of whoever is nobody's contact: they are looked through when customers come or change.
create index on desk.tickets (number) where state = 'open' and customer_id is null;
