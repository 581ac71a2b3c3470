-- Several detectors look at the same evidence, each with one open signal about a subject at most. Until
-- now there was one, and its subject was the class.
alter table signals.signals add detector text not null default 'new-class', add subject text;
update signals.signals set subject = class_id;
alter table signals.signals alter column detector drop default, alter column subject set not null;

drop index signals.signals_class_id_idx;
-- Several processes look at once; only one of them opens the signal.
create unique index on signals.signals (detector, subject) where recovered_at is null;
-- Every look asks what became of the subjects before.
create index on signals.signals (detector, subject, recovered_at);

alter table signals.considered_classes rename to considered_subjects;
alter table signals.considered_subjects rename column class_id to subject;
alter table signals.considered_subjects add detector text not null default 'new-class';
alter table signals.considered_subjects
  alter column detector drop default,
  drop constraint considered_classes_pkey,
  add primary key (detector, subject);
