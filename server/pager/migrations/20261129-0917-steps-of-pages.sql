-- Which step of its policy a page took, from 1 on; null of what is no step, and of steps that were taken before this was kept.
alter table pager.page_entries add step integer;
