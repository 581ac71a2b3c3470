-- Whether a question that a team has not acknowledged in time pages whom it has on call, beside the mails to all of it.
alter table desk.team_targets
  add pages_when_late text not null default 'nobody' check (pages_when_late in ('nobody', 'low', 'high'));
alter table desk.team_targets alter column pages_when_late drop default;
