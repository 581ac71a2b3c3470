-- What is in a mail and neither in its text nor attached is named beside it; an attached image may have a place in the text.
alter table desk.messages add column left_out text[] not null default '{}';
alter table desk.attachments add column content_id text;
