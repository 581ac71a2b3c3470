-- How a person is reached is a list in the order in which they are notified: their mail address once and
-- any number of webhooks. The mail address stands with the person; a row for it only says where in the order
-- it comes, and without one it comes first. A webhook's address is a secret: it stands here alone.
alter table pager.webhooks rename to contact_methods;
alter table pager.contact_methods rename column url to address;
alter index pager.webhooks_pkey rename to contact_methods_pkey;
alter table pager.contact_methods
  add kind text not null default 'webhook' check (kind in ('mail', 'webhook')),
  add position integer not null default 1,
  alter column address drop not null,
  alter column secret drop not null,
  add check ((kind = 'webhook') = (address is not null and secret is not null));
alter table pager.contact_methods alter column kind drop default, alter column position drop default;
create unique index on pager.contact_methods (person_id) where kind = 'mail';

alter table pager.notifications rename column webhook_id to method_id;
alter table pager.notifications add position integer not null default 0;
update pager.notifications set position = 1 where kind = 'webhook';
alter table pager.notifications alter column position drop default;
-- Another webhook does not replace the former one any more. One that was replaced stays as long as a page
-- is queued for it.
delete from pager.contact_methods method
where replaced_at is not null
  and not exists (select from pager.notifications n where n.method_id = method.id and n.sent_at is null and n.failed_at is null);
drop index pager.webhooks_person_id_idx;
create index on pager.contact_methods (person_id, position);

-- A page goes once to the mail address of a person, and once to each of their webhooks.
alter table pager.notifications drop constraint notifications_page_id_person_id_kind_key;
create unique index on pager.notifications (page_id, person_id) where kind = 'mail';
create unique index on pager.notifications (page_id, method_id);
