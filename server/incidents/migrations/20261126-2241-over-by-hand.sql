-- A report may be over that nobody handed off: whoever was told of it is owed the last word all the same.
alter table incidents.reports
  drop constraint reports_check,
  add constraint reports_handed_off_check check (state <> 'draft' or handed_off_at is null);

-- When a ticket was told that its report is over: each once, however often the job runs.
alter table incidents.report_tickets add column returned_at timestamptz;
