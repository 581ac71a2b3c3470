import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWaiting, type WaitingWrite } from './waiting-writes.ts'

/** What the reader did: on one device may wait what somebody else did, who signed in before. */
export function useOwnWaiting(): readonly WaitingWrite[] {
  const personId = useQuery(ask(getMe)).data?.person.id
  return useWaiting().filter((one) => one.personId === personId)
}
