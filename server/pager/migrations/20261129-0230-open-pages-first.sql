-- Pages are listed so: open ones first.
create index on pager.pages ((state = 'open') desc, created_at desc, id desc);
