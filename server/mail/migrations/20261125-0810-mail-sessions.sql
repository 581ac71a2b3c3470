-- Whether a sender is proven is judged after the mail was taken: by who handed it in and under which name.
-- Mails that were taken before stay unjudged.
alter table platform.incoming_mails
  add remote_address text,
  add helo text,
  add sender_verdict text check (sender_verdict in ('proven', 'unproven', 'forged', 'unknown')),
  add sender_domain text,
  add sender_reason text,
  add check ((sender_verdict is null) = (sender_reason is null));

-- The brakes on automatic mail count by domain and in all.
create index on platform.outgoing_mails (kind, created_at);
