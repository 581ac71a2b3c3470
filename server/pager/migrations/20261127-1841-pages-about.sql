-- Pages about a ticket are found also when they are over.
create index on pager.pages (about_module, about_id);
drop index pager.pages_about_module_about_id_idx;
