import { getSignatures, type Ticket } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { filledSnippet } from '@bellwether/contract/snippet-text.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { blanksOf } from '../snippets/blanks-of.ts'

/** What stands below what the reader sends, with what is known filled in; empty where nothing does. */
export function useSignature(ticket: Ticket | null): string {
  const signatures = useQuery(ask(getSignatures)).data
  const myName = useQuery(ask(getMe)).data?.person.name ?? ''
  const text = signatures?.own ?? signatures?.ofDesk ?? ''
  return filledSnippet(text, ticket === null ? { 'my name': myName } : blanksOf(ticket, myName))
}
