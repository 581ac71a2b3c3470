-- A source that rests keeps what comes and pages nobody; a heartbeat that rests is not expected. Who paused it is null of a
-- program in its own name.
alter table pager.alert_sources add paused_at timestamptz, add paused_by uuid;
alter table pager.heartbeats
  add paused_at timestamptz,
  add paused_by uuid,
  -- From when on it was expected again, whenever it was heard of before that.
  add resumed_at timestamptz;

-- The key before the one in force, which works until then, and when somebody last used it.
alter table pager.alert_sources add old_key_hash bytea, add old_key_until timestamptz, add old_key_used_at timestamptz;
alter table pager.heartbeats add old_key_hash bytea, add old_key_until timestamptz, add old_key_used_at timestamptz;
create unique index on pager.alert_sources (old_key_hash);
create unique index on pager.heartbeats (old_key_hash);

-- What pages later is held by a maintenance or by a pause.
alter table pager.alerts drop constraint alerts_kept_check;
alter table pager.alerts add constraint alerts_kept_check check (kept in ('quiet', 'maintenance', 'paused'));
drop index pager.alerts_source_id_first_at_idx;
create index on pager.alerts (source_id, first_at) where kept in ('maintenance', 'paused') and state = 'open';
