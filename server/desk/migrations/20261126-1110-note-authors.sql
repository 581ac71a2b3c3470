-- A program writes notes, too, in its own name or for a person: a note keeps the name of its author, as a message does.
alter table desk.notes add author_name text;
update desk.notes note set author_name = person.name from people.people person where person.id = note.person_id;
