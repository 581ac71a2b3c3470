-- A report asks which source each of its pages came from, also of alerts that are over.
create index on pager.alerts (page_id) where page_id is not null;
-- What was asked only of open ones is found by it as well.
drop index pager.alerts_page_id_idx;
