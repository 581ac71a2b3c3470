-- Of an act that answers: the newest message of each ticket when somebody asked for it. What comes later they have not seen.
alter table desk.act_tickets add column seen_message_id uuid;
