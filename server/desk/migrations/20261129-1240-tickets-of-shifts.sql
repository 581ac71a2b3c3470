-- What somebody did in a shift: by who did it, and when.
create index on desk.messages (author_person_id, at) where author_person_id is not null;
create index on desk.hand_off_words (person_id, at);
create index on desk.hand_offs (ended_by, ended_at) where ended_by is not null;
