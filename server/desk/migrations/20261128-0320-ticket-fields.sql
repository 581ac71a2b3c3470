-- What an organisation writes down about its tickets besides what all have.
create table desk.fields (
  key text primary key,
  name text not null unique,
  kind text not null check (kind in ('text', 'number', 'choice', 'yes-no', 'date', 'link')),
  choices text[] not null,
  -- Where another field has a value, e.g. {"field": "product", "is": "cdn"}.
  shown_when jsonb,
  is_on_form boolean not null,
  is_required boolean not null,
  position int generated always as identity
);

create table desk.field_values (
  ticket_id uuid not null references desk.tickets on delete cascade,
  field_key text not null references desk.fields on delete cascade,
  value jsonb not null,
  primary key (ticket_id, field_key)
);
create index on desk.field_values (field_key);
