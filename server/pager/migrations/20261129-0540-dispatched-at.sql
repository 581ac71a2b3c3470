-- When a notification went out to its channel: at once, or when its time had come. What counts as late, and when somebody
-- was woken by a mail, is told by it.
alter table pager.notifications add dispatched_at timestamptz;
update pager.notifications set dispatched_at = created_at where waits_until is null and unneeded_at is null;
