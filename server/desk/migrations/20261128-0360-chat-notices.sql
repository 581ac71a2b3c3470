-- Where somebody is told in a chat instead of by mail: as good as a key, and shown to nobody.
alter table desk.notice_settings add column chat_url text;
