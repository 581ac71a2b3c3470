import { type BegunDraft, listBegun } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useMay } from '../../use-may.ts'

const none: readonly BegunDraft[] = []

/** What the reader has written on any ticket and not sent, as the server has it. */
export function useBegun(): readonly BegunDraft[] {
  const isWriter = useMay('desk.write')
  return useQuery({ ...ask(listBegun), enabled: isWriter }).data?.items ?? none
}
