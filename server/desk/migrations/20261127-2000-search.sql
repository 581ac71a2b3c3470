-- What can be found of a ticket: every word of what was said on it, in one row for everybody who reads tickets and in one
-- more for each private question. Derived by `search/read-tickets.ts`; a reference to the ticket would make reading wait
-- for whoever works on it, and them for reading.
create table desk.search_docs (
  ticket_id uuid not null,
  -- The private question whose words these are; null for what everybody may read.
  hand_off_id uuid,
  number bigint not null,
  words tsvector not null,
  unique nulls not distinct (ticket_id, hand_off_id)
);
create index on desk.search_docs (number);
-- What waits to be sorted in is looked through by every search.
create index on desk.search_docs using gin (words) with (gin_pending_list_limit = 128);

-- Words that were said, to find the one that somebody meant who mistyped it.
create table desk.search_words (word text primary key);
do $$
begin
  create extension if not exists pg_trgm;
  create index on desk.search_words using gin (word gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    raise notice 'pg_trgm is not available, so nobody is offered another spelling: %', sqlerrm;
end
$$;

-- Tickets that changed since they were read for the search; once for each change.
create table desk.unread_tickets (
  mark bigint generated always as identity primary key,
  ticket_id uuid not null
);
insert into desk.unread_tickets (ticket_id) select id from desk.tickets where state <> 'merged' order by number desc;

-- The stems of a word in the languages that are written most: nobody says in which one a mail is.
create function desk.stems(word text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct stem) filter (where stem is not null), '{}')
  from unnest(array[
    (ts_lexize('english_stem', word))[1], (ts_lexize('german_stem', word))[1], (ts_lexize('french_stem', word))[1],
    (ts_lexize('spanish_stem', word))[1], (ts_lexize('italian_stem', word))[1], (ts_lexize('portuguese_stem', word))[1],
    (ts_lexize('dutch_stem', word))[1], (ts_lexize('russian_stem', word))[1]
  ]) stem
$$;
