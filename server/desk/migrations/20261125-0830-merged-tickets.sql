-- A ticket that was merged keeps its number and points to the one that goes on. Nothing of it waits.
alter table desk.tickets
  add column merged_into_id uuid references desk.tickets,
  drop constraint tickets_state_check,
  drop constraint tickets_check1,
  drop constraint tickets_check2,
  add constraint tickets_state_check check (state in ('open', 'resolved', 'merged')),
  add constraint tickets_ended_check check ((state <> 'open') = (ball_holder = 'nobody')),
  add constraint tickets_ended_at_check check ((state <> 'open') = (resolved_at is not null)),
  add constraint tickets_merged_check check ((state = 'merged') = (merged_into_id is not null)),
  add constraint tickets_not_into_itself_check check (merged_into_id <> id);
