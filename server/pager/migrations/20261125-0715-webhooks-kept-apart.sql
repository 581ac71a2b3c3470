-- A notification says where it goes when it is queued and goes there, even when the person has another
-- webhook by then. The address is a secret: it stands here alone, and nothing reads it but the sender.
alter table pager.webhooks drop constraint webhooks_pkey;
alter table pager.webhooks
  add id uuid primary key default gen_random_uuid(),
  add replaced_at timestamptz;
create unique index on pager.webhooks (person_id) where replaced_at is null;

alter table pager.notifications add webhook_id uuid references pager.webhooks on delete set null, add failed_at timestamptz;
update pager.notifications n set webhook_id = w.id
from pager.webhooks w where n.kind = 'webhook' and w.person_id = n.person_id and w.url = n.address;
update pager.notifications
set address = coalesce(substring(address from '^(https?://)') || substring(address from '^https?://(?:[^/?#]*@)?([^/?#@]+)'), 'a webhook')
where kind = 'webhook';
update pager.notifications set last_error = 'it failed' where kind = 'webhook' and last_error !~ '^status [0-9]+$';
