-- What a change says of a deploy, where it names the service and its version; null: it is no deploy.
alter table pager.changes add column deploy jsonb;
