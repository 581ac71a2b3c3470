-- What a page is about ends it.
create index on pager.pages (about_module, about_id) where state <> 'resolved';
