-- A page reaches somebody by more than mail and webhooks, and each way has its rule: how long after the first word it
-- rings, and whether for everything. `label` is what a browser is called by its owner; an address is a secret, it stands
-- here alone. A former check bound the address to webhooks.
alter table pager.contact_methods drop constraint contact_methods_kind_check;
alter table pager.contact_methods drop constraint contact_methods_check;
alter table pager.contact_methods
  add label text not null default '',
  add after_minutes integer not null default 0 check (after_minutes between 0 and 60),
  add urgency text not null default 'any' check (urgency in ('any', 'high')),
  add check (kind in ('mail', 'webhook', 'slack', 'ntfy', 'push', 'sms', 'voice')),
  add check ((kind = 'mail') = (address is null)),
  add check (kind not in ('webhook', 'push') or secret is not null);
alter table pager.contact_methods alter column label drop default;
-- Who texts back is found by their number.
create index on pager.contact_methods (address) where kind = 'sms';

-- Hours of each day in which what can wait does not disturb somebody.
create table pager.quiet_hours (
  person_id uuid primary key,
  time_zone text not null,
  from_time text not null,
  until_time text not null
);

-- A page that can wait goes to the first whom its policy reaches, and to nobody else by itself.
alter table pager.pages add urgency text not null default 'high' check (urgency in ('high', 'low'));

alter table pager.notifications drop constraint notifications_kind_check;
alter table pager.notifications
  add check (kind in ('mail', 'webhook', 'slack', 'ntfy', 'push', 'sms', 'voice')),
  add waits_until timestamptz,
  add unneeded_at timestamptz,
  add delivered_at timestamptz,
  add seen_at timestamptz;
create index on pager.notifications (waits_until) where waits_until is not null;

alter table pager.page_entries drop constraint page_entries_kind_check;
alter table pager.page_entries add check (kind in ('opened', 'step', 'nobody', 'exhausted', 'acknowledged', 'timed-out', 'escalated', 'reassigned', 'note', 'resolved', 'raised'));
