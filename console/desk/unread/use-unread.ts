import { listUnread, type UnreadTicket } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useMay } from '../../use-may.ts'

const none: readonly UnreadTicket[] = []

/** The tickets that the reader owns or follows, and on which others wrote what they have not read. */
export function useUnread(): readonly UnreadTicket[] {
  const isReader = useMay('desk.read')
  return useQuery({ ...ask(listUnread), enabled: isReader }).data?.items ?? none
}
