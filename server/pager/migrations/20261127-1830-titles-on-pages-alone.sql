-- A title may be in a customer's words; it stands on the page itself.
update platform.audit_entries set detail = detail - 'title' where action = 'pager.page-team';
