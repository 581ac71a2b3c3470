alter table pager.page_entries drop constraint page_entries_kind_check;
alter table pager.page_entries add check (kind in ('opened', 'step', 'nobody', 'exhausted', 'acknowledged', 'timed-out', 'escalated', 'reassigned', 'note', 'resolved', 'raised', 'snoozed', 'merged', 'took-in'));

-- All alerts of a page move with it, and reports ask for them.
create index on pager.alerts (page_id) where page_id is not null;
