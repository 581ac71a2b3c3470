import { listSnippets, type Snippet, type Ticket } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { filledSnippet, type SnippetBlank, unfilledBlank } from '@bellwether/contract/snippet-text.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Offer } from '../offers/use-offers.tsx'
import { snippetAt, snippetsFor } from './begun-snippet.rules.ts'

/** What fills the blanks of a snippet on a ticket; empty where nothing is known. */
const valuesOf = (
  { contact, customer, number, subject, mentionedSites }: Ticket,
  myName: string,
): Record<SnippetBlank, string> => ({
  name: contact.name,
  'first name': contact.name.includes('@') ? '' : (contact.name.trim().split(/\s+/)[0] ?? ''),
  customer: customer?.name ?? '',
  number: String(number),
  subject,
  site: mentionedSites[0] ?? '',
  'my name': myName,
})

/** The texts that `;` inserts, with what is known of the ticket filled in; what is not is selected to be written. */
export function useSnippets(ticket: Ticket): Offer<Snippet> {
  const snippets = useQuery(ask(listSnippets)).data?.items ?? []
  const myName = useQuery(ask(getMe)).data?.person.name ?? ''
  return {
    label: 'Snippets',
    begunAt: snippetAt,
    offersFor: (begun) => snippetsFor(begun, snippets),
    show: ({ name }) => (
      <>
        <Icon name="note" size={14} /> {name}
      </>
    ),
    put: ({ text }) => {
      const words = filledSnippet(text, valuesOf(ticket, myName))
      const left = unfilledBlank(words)
      return { words, selects: left === null ? [words.length, words.length] : [left.from, left.to] }
    },
  }
}
