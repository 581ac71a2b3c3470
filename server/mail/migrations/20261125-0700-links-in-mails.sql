-- A link that lets somebody in is made when its mail is sent: the ledger knows only what it opens.
alter table platform.outgoing_mails add link_kind text, add link_about uuid;

-- What older versions wrote down must not be read any more.
update platform.outgoing_mails
set text = regexp_replace(text, '(/sign-in\?token=|/p/)[A-Za-z0-9_-]+', '\1...', 'g')
where kind in ('sign-in', 'page');
