-- Brakes count what was let out: to everybody, and to a domain and those below it, which stand together turned round.
create index on mail.outgoing_mails (kind, created_at) where state <> 'suppressed';
create index on mail.outgoing_mails (reverse(split_part(to_address, '@', 2)) collate "C", created_at)
  where state <> 'suppressed';
