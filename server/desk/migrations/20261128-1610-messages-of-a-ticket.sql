-- A sample of a large table takes tickets for fewer than they are: plans then expect dozens of messages on each, and read
-- all files of the desk for the few of one ticket. The next analysis takes this instead.
alter table desk.messages alter column ticket_id set (n_distinct = -0.2);
