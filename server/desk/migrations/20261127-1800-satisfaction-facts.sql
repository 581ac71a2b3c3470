-- What the customer said last of how good the answer was; null while they said nothing.
alter table desk.ticket_facts add column was_good boolean;
update desk.ticket_facts set was_good = said.was_good
from (
  select distinct on (ask.ticket_id) ask.ticket_id, answer.answer = 'good' as was_good
  from desk.customer_answers answer join desk.customer_asks ask on ask.id = answer.ask_id
  where answer.answer in ('good', 'bad')
  order by ask.ticket_id, answer.at desc, answer.place desc
) said
where said.ticket_id = ticket_facts.ticket_id;
