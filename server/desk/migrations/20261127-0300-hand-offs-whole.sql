-- A hand-off goes to a team or to a person in it, can be private, is asked back, is passed on, and may leave
-- something to do with the team after its answer.
alter table desk.hand_offs
  add column asked_person_id uuid,
  add column asked_through text,
  add column is_private boolean not null default false,
  add column is_urgent boolean not null default false,
  -- The question goes along as a hand-off of the other team, with clocks of its own: what ran before stays beside it.
  add column passed_on_from_id uuid references desk.hand_offs,
  add column todo text check (todo <> ''),
  add column todo_done_by uuid,
  add column todo_done_at timestamptz,
  drop constraint hand_offs_state_check,
  drop constraint hand_offs_outcome_check,
  drop constraint hand_offs_check,
  drop constraint hand_offs_ticket_id_round_key,
  add constraint hand_offs_state_check check (
    state in ('asked', 'acknowledged', 'asked-back', 'answered', 'declined', 'withdrawn', 'passed-on', 'returned')
  ),
  add constraint hand_offs_outcome_check check (outcome in ('answered', 'declined', 'withdrawn', 'passed-on')),
  add constraint hand_offs_open_check check ((state in ('asked', 'acknowledged', 'asked-back')) = (outcome is null)),
  add constraint hand_offs_todo_answered_check check (todo is null or outcome = 'answered'),
  add constraint hand_offs_todo_done_check check ((todo_done_at is null) = (todo_done_by is null));

-- A round is begun once; the teams to which its question was passed on are in the same.
create unique index on desk.hand_offs (ticket_id, round) where passed_on_from_id is null;
create unique index on desk.hand_offs (passed_on_from_id);

-- A team is asked once at a time. A private question is nobody's business: whoever asks does not learn that another did.
drop index desk.hand_offs_ticket_id_asked_team_id_idx;
create unique index hand_offs_asked_once on desk.hand_offs
  (ticket_id, asked_team_id, is_private, (case when is_private then asked_by end)) nulls not distinct
  where outcome is null;
create index on desk.hand_offs (asked_team_id, ended_at desc, id desc) where todo is not null and todo_done_at is null;
create index on desk.hand_offs (asked_person_id) where outcome is null;

-- What is said within a hand-off besides its question and its answer.
create table desk.hand_off_words (
  id uuid primary key default gen_random_uuid(),
  hand_off_id uuid not null references desk.hand_offs,
  at timestamptz not null,
  -- Team notes are those of the asked team to itself; what comes by mail once it has ended comes afterwards.
  kind text not null check (kind in ('asked-back', 'replied', 'team-note', 'afterwards')),
  person_id uuid not null,
  text text not null check (text <> ''),
  -- Among what was said at the same instant.
  place bigint not null generated always as identity
);
create index on desk.hand_off_words (hand_off_id, at, place);

-- Who was told of a hand-off: the links in these mails, and answers to them, are theirs.
create table desk.hand_off_notices (
  id uuid primary key default gen_random_uuid(),
  hand_off_id uuid not null references desk.hand_offs,
  person_id uuid not null,
  at timestamptz not null,
  unique (hand_off_id, person_id)
);

-- Of all teams that are asked those that are asked in private; and since when an answer, a refusal or a question
-- back is there that support has not gone on from.
alter table desk.tickets
  add column private_teams uuid[] not null default '{}',
  add column returned_at timestamptz,
  add constraint tickets_private_teams_check check (private_teams <@ waiting_on_teams),
  add constraint tickets_returned_check check (returned_at is null or (state = 'open' and waiting_on = 'support'));
update desk.tickets set returned_at = (
  select min(ended_at) from desk.hand_offs
  where ticket_id = tickets.id and (state = 'declined' or (state = 'answered' and not answered_to_customer))
) where state = 'open' and waiting_on = 'support';
create index on desk.tickets
  (owner_id, (returned_at is null), (coalesce(next_due_at, 'infinity'::timestamptz)), last_message_at, id)
  where state = 'open';
drop index desk.tickets_owner_id_idx;

-- Within what time of its own hours a team acknowledges and answers.
create table desk.team_targets (
  team_id uuid not null,
  version integer not null,
  calendar_id uuid not null references desk.calendars,
  acknowledge_minutes integer not null check (acknowledge_minutes > 0),
  answer_minutes integer not null check (answer_minutes >= acknowledge_minutes),
  urgent_acknowledge_minutes integer not null check (urgent_acknowledge_minutes > 0),
  urgent_answer_minutes integer not null check (urgent_answer_minutes >= urgent_acknowledge_minutes),
  made_at timestamptz not null,
  made_by text not null,
  primary key (team_id, version)
);

-- The clocks of a hand-off have a target of its team, those of a customer one of a policy.
alter table desk.clocks
  drop constraint clocks_target_check,
  add constraint clocks_target_check check (
    num_nulls(calendar_version_id, target_minutes, counted_from) = case when promised_at is null then 0 else 3 end
    and (policy_version is not null) = (promised_at is null and hand_off_id is null)
  );
