-- What somebody wrote on the tickets of others, and where they are asked or take part.
create index on desk.messages (author_email) where author_email is not null;
create index on desk.participants (address);
