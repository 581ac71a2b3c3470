-- What is done with the alerts of a source: an ordered list, written and read as a whole.
alter table pager.alert_sources add routing jsonb not null default '[]';

-- What it says stays with an alert: rules are tried on it, and it may page later than it came. Its end says how long
-- alerts that are one page together would have held it open. Why it pages nobody, if it does not; a page that comes later
-- counts when it comes.
alter table pager.alerts
  add body text not null default '',
  add ended_at timestamptz,
  add paged_at timestamptz,
  add kept text check (kept in ('quiet', 'maintenance'));
update pager.alerts set ended_at = last_at where state = 'resolved';
update pager.alerts set paged_at = first_at where page_id is not null;
create index on pager.alerts (source_id, paged_at) where paged_at is not null;
