-- Everybody who was mailed this text, each once: who had the shift when somebody else wrote, and whoever comes next.
alter table pager.hand_over_notes add column told_ids uuid[] not null default '{}';
update pager.hand_over_notes set told_ids = array[told_id] where told_id is not null;
alter table pager.hand_over_notes drop column told_id;
