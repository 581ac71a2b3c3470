-- A page may have a million alerts: whether any of it is open, or nobody's yet, and when the newest came, is found at once.
create index on pager.alerts (page_id, state) where state <> 'resolved';
create index alerts_of_page_by_time on pager.alerts (page_id, paged_at) where page_id is not null;
do $$ declare old text; begin
  for old in select indexname from pg_indexes where schemaname = 'pager' and tablename = 'alerts'
    and indexdef like '%(page_id) WHERE (page_id IS NOT NULL)' loop
    execute format('drop index pager.%I', old);
  end loop;
end $$;
