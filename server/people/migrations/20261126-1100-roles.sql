-- What a person may do follows from roles that administrators make: one of two words in the code was not enough.
create table people.roles (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  permissions text[] not null,
  is_built_in boolean not null default false
);

create table people.person_roles (
  person_id uuid not null references people.people on delete cascade,
  -- No cascade: nobody loses rights because a role was deleted.
  role_id uuid not null references people.roles,
  primary key (person_id, role_id)
);
create index on people.person_roles (role_id);

-- The server writes the rights of these two at each start, since they follow its version.
insert into people.roles (slug, name, permissions, is_built_in)
values ('administrator', 'Administrator', '{}', true), ('staff', 'Staff', '{}', true);

insert into people.person_roles (person_id, role_id)
select person.id, role.id from people.people person join people.roles role on role.slug = person.role;
alter table people.people drop column role;

-- A program may act for the person who made its token, and for nobody else: there is no column for another.
alter table people.api_tokens
  add acts_for_maker boolean not null default false,
  add check (not acts_for_maker or created_by is not null);
