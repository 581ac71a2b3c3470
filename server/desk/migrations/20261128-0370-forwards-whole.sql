-- Which message was passed on, and by whom: who asked is told of the answer, and what is erased is erased there as well.
alter table desk.forwards add column message_id uuid references desk.messages on delete set null;
alter table desk.forwards add column by_person_id uuid;
alter table desk.forwards add column failed_at timestamptz;
create index on desk.forwards (message_id);
create index on desk.forwards (to_address);

-- Of a note that somebody outside wrote, who was asked: it is theirs when they are to be forgotten.
alter table desk.notes add column author_address text;
create index on desk.notes (author_address) where author_address is not null;

-- A file that cannot be had comes after all others.
alter table desk.attachments add column read_tries smallint not null default 0;
drop index desk.attachments_id_idx;
create index on desk.attachments (read_tries, id) where not is_read;

-- The fields that came with a merge go with it.
alter table desk.merges add column fields text[] not null default '{}';
