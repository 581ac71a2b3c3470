-- Reports that were over before they came here: where they come from, so that an import that is sent again brings
-- nothing twice, and when they were over, which no watch of ours saw.
create table incidents.imported_reports (
  reference text primary key,
  report_id uuid not null unique references incidents.reports,
  imported_at timestamptz not null,
  recovered_at timestamptz not null
);
