import { listSnippets, type Snippet, type Ticket } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { blanksOf, filledSnippet, unfilledBlank } from '@bellwether/contract/snippet-text.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import type { Offer } from '../offers/use-offers.tsx'
import { snippetAt, snippetsFor, snippetsOffered } from './begun-snippet.rules.ts'

/** The snippets that there are, and what each is on a ticket: with what is known filled in, the first blank that is left selected. */
export function useSnippetTexts(ticket: Ticket) {
  const snippets = useQuery(ask(listSnippets)).data?.items ?? []
  const myName = useQuery(ask(getMe)).data?.person.name ?? ''
  const put = ({ text }: Pick<Snippet, 'text'>): ReturnType<Offer<Snippet>['put']> => {
    const words = filledSnippet(text, blanksOf(ticket, myName))
    const left = unfilledBlank(words)
    return { words, selects: left === null ? [words.length, words.length] : [left.from, left.to] }
  }
  return { snippets, put }
}

/** The texts that `;` inserts as they are: their blanks are filled in for each who reads them. */
export function useRawSnippets(): Offer<Snippet> {
  const snippets = useQuery(ask(listSnippets)).data?.items ?? []
  return offerOf(snippets, ({ text }) => ({ words: text, selects: [text.length, text.length] }))
}

/** The texts that `;` inserts, with what is known of the ticket filled in; what is not is selected to be written. */
export function useSnippets(ticket: Ticket): Offer<Snippet> {
  const { snippets, put } = useSnippetTexts(ticket)
  return offerOf(snippets, put)
}

const offerOf = (snippets: readonly Snippet[], put: Offer<Snippet>['put']): Offer<Snippet> => ({
  label: t`Snippets`,
  begunAt: snippetAt,
  offersFor: (begun) => snippetsFor(begun, snippets).slice(0, snippetsOffered),
  moreThan: (begun, offered) => snippetsFor(begun, snippets).length - offered,
  show: ({ name }) => (
    <>
      <Icon name="snippet" size={14} /> {name}
    </>
  ),
  put,
})
