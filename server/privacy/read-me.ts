import type { PersonAtCustomer } from '../customers/customers.ts'

/** What is in the archive, for whoever sends it on and whoever gets it. */
export const readMe = ({ addresses }: PersonAtCustomer): string => `Everything that is kept of ${addresses.join(', ')}

person.json           Addresses and names.
tickets.json          Their tickets with every message, and what they wrote on tickets of others.
mails-to-them.json    Every mail that was sent to them.
mails-from-them/      Every mail of theirs, as it came.
attachments/          What came with messages, in a folder for each ticket.

look-through-first/   What was written about them by those who work here, and the newest ten thousand events in
                      which an address of theirs stands. Others may be named in it: look through it before you give it to anybody.

Not in it: what others said on a ticket of theirs that was merged into another one; questions that were asked in
private, which only whoever asked and the team that was asked can read (how many there are stands in internal.json);
and answers to calls that are kept sealed for a day.
`
