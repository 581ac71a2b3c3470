-- The queue stays fast with a million resolved tickets: its doc debt is counted and listed from this.
create index on desk.tickets (resolved_at desc) where state = 'resolved' and documented_as is null;

-- Search looks inside words. Where a server lacks the extension, or does not let us have it, search only takes longer.
do $$
begin
  create extension if not exists pg_trgm;
  create index tickets_search on desk.tickets using gin (subject gin_trgm_ops, contact_email gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    raise notice 'pg_trgm is not available: %', sqlerrm;
end
$$;
