-- Until when whoever was told hears from us again.
alter table incidents.tellings add column next_by timestamptz;
