-- Pages are listed so: open ones first, of these first what cannot wait.
drop index pager.pages_expr_created_at_id_idx;
create index on pager.pages ((state = 'open' and urgency = 'high') desc, (state = 'open') desc, created_at desc, id desc);
