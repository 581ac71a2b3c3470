-- Several teams may be asked at once, so who must act is no longer one holder of a ball: it follows from who owes
-- the customer conversation the next word and from the hand-offs that are open or answered. It is written down
-- beside the ticket because the queue is filtered by it.
alter table desk.tickets
  drop constraint tickets_ball_holder_check,
  drop constraint tickets_check,
  drop constraint tickets_ended_check;
alter table desk.tickets rename column ball_holder to waiting_on;
alter table desk.tickets rename column ball_since to waiting_since;
alter table desk.tickets
  add column owes text,
  add column waiting_on_teams uuid[] not null default '{}';
update desk.tickets set
  owes = case waiting_on when 'customer' then 'customer' else 'support' end,
  waiting_on = case waiting_on when 'team' then 'teams' else waiting_on end,
  waiting_on_teams = case when ball_team_id is null then '{}' else array[ball_team_id] end;
alter table desk.tickets
  drop column ball_team_id,
  alter column owes set not null,
  add constraint tickets_owes_check check (owes in ('support', 'customer')),
  add constraint tickets_waiting_on_check check (waiting_on in ('support', 'customer', 'teams', 'nobody')),
  add constraint tickets_waiting_on_teams_check check (waiting_on <> 'teams' or cardinality(waiting_on_teams) > 0),
  add constraint tickets_ended_check check ((state <> 'open') = (waiting_on = 'nobody')),
  add constraint tickets_ended_teams_check check (state = 'open' or cardinality(waiting_on_teams) = 0);

-- A team is asked once at a time; other teams may be asked beside it.
drop index desk.hand_offs_ticket_id_idx;
create unique index on desk.hand_offs (ticket_id, asked_team_id) where outcome is null;
