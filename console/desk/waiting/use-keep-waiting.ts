import { getMe } from '@bellwether/contract/people.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import type { CallParts, Unanswered } from '../../call.ts'
import { readDraft } from '../draft.ts'
import { changeWaiting, type WaitingWrite } from './waiting-writes.ts'

/** Lets something wait on this device whose answer never came; says whether it does. */
export function useKeepWaiting(): (
  error: Unanswered,
  what: Pick<WaitingWrite, 'kind' | 'words' | 'ticket'>,
  parts: CallParts,
) => boolean {
  const queries = useQueryClient()
  const personId = useQuery(ask(getMe)).data?.person.id
  return ({ key }, what, parts) => {
    if (personId === undefined) return false
    const leftOut = what.ticket === null ? '' : readDraft(localStorage, what.ticket.id, 'left-out')
    const hasLeft = navigator.onLine
    const one = { ...what, key, personId, atMs: Date.now(), parts, hasLeft, leftOut, problem: null }
    return changeWaiting(queries, (waiting) => [...waiting, one])
  }
}
