-- What stands in attached files, for the search: '' where a file holds no text.
create table desk.attachment_texts (
  attachment_id uuid primary key references desk.attachments on delete cascade,
  text text not null
);

-- Whether somebody looked; the newest first, so that what came before this was there is found bit by bit.
alter table desk.attachments add column is_read boolean not null default false;
create index on desk.attachments (id) where not is_read;
