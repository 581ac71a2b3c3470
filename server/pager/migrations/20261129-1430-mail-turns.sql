-- A key that leaked stood beside the address for mail: that is another one as well then.
alter table pager.alert_sources add mail_turn integer not null default 0;
