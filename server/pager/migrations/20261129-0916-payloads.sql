-- What was sent last of an alert, as far as it is kept; what is a secret by its name is left out of it.
alter table pager.alerts add payload text;
