-- Whoever told a customer of an incident owes them the next word: the ticket waits on the incident, by the instant
-- that was promised, and comes back to support when the incident is over.
alter table desk.tickets
  add column waits_for jsonb,
  drop constraint tickets_waiting_on_check,
  add constraint tickets_waiting_on_check check (waiting_on in ('support', 'customer', 'teams', 'incident', 'nobody')),
  add constraint tickets_waits_for_check check (waiting_on <> 'incident' or waits_for is not null);

alter table desk.clocks
  drop constraint clocks_name_check,
  add constraint clocks_name_check check (name in ('first-response', 'next-response', 'promise', 'acknowledge', 'answer')),
  add constraint clocks_promise_check check (name <> 'promise' or promised_at is not null);

-- Words come and go by more than mail; what there is so far came so.
alter table desk.messages add column channel text not null default 'mail' check (channel <> '');
