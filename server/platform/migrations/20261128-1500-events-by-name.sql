-- What waits for a subscriber is read by name; beside this index the planner would go through the facts of all names.
drop index platform.events_number_idx;
