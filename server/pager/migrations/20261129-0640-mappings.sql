-- Where in the JSON of a webhook stands what an alert says; null: everything is looked for by itself.
alter table pager.alert_sources add mapping jsonb;
