-- A duplicate is known by what it says: programs repeat Message-IDs. Mails of before have no hash and are duplicates of nothing.
alter table platform.incoming_mails add content_sha256 text;
create index on platform.incoming_mails (received_at) where outcome = 'waiting';
