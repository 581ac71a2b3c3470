-- Search looks inside words. Where a server lacks the extension, or does not let us have it, search only takes longer.
do $$
begin
  create extension if not exists pg_trgm;
  create index customers_search on customers.customers using gin (name gin_trgm_ops, key gin_trgm_ops);
  create index sites_search on customers.sites using gin (hostname gin_trgm_ops);
  create index contacts_search on customers.contacts using gin (email gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    raise notice 'pg_trgm is not available: %', sqlerrm;
end
$$;
