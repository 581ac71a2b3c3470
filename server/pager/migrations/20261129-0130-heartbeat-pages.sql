-- When a network is cut many fall silent at once: they are one page together, which ends with the last of them.
alter table pager.heartbeats add column page_id uuid references pager.pages;
create index on pager.heartbeats (page_id) where page_id is not null;
