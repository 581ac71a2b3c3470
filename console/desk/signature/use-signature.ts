import { getSignatures } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { filledSnippet } from '@bellwether/contract/snippet-text.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'

/** What stands below what the reader sends, with their name filled in; empty where nothing does. */
export function useSignature(): string {
  const signatures = useQuery(ask(getSignatures)).data
  const myName = useQuery(ask(getMe)).data?.person.name ?? ''
  return filledSnippet(signatures?.own ?? signatures?.ofDesk ?? '', { 'my name': myName })
}
