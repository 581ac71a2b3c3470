import type { Ticket } from '@bellwether/contract/desk.ts'
import type { SnippetBlank } from '@bellwether/contract/snippet-text.ts'

/** What fills the blanks of a text on a ticket; empty where nothing is known. */
export const blanksOf = (
  { contact, customer, number, subject, mentionedSites, sites }: Ticket,
  myName: string,
): Record<SnippetBlank, string> => ({
  name: contact.name,
  'first name': contact.name.includes('@') ? '' : (contact.name.trim().split(/\s+/)[0] ?? ''),
  customer: customer?.name ?? '',
  number: String(number),
  subject,
  // Of several that nobody named, which is meant nobody knows.
  site: mentionedSites[0] ?? (sites.length === 1 ? sites[0] : undefined) ?? '',
  'my name': myName,
})
