-- Every minute is asked whether one of them was never tried.
create index on pager.notifications (created_at)
where kind = 'webhook' and first_tried_at is null and failed_at is null;
