import { listPresent, notePresence, type Present } from '@bellwether/contract/desk.ts'
import { useDocumentVisibility } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../call.ts'
import { ask } from '../call.query.ts'
import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'

const beatMs = 20_000

/** Says that the reader has this ticket open, and whether they write, for as long as they see it. */
export function usePresence(ticketId: string, isWriting: boolean): readonly Present[] {
  const queries = useQueryClient()
  const isSeen = useDocumentVisibility() === 'visible'
  const doing = isWriting ? 'writing' : 'viewing'
  useEffect(() => {
    if (!isSeen) return undefined
    // Nobody waits for it, and it comes again: what is lost is told by the next one.
    const beat = (): void =>
      void call(notePresence, { params: { ticketId }, body: { doing } })
        .then((others) => queries.setQueryData(ask(listPresent, { params: { ticketId } }).queryKey, others))
        .catch(() => undefined)
    beat()
    const timer = setInterval(beat, beatMs)
    return () => clearInterval(timer)
  }, [ticketId, doing, isSeen, queries])
  useEffect(() => {
    if (!isSeen) return undefined
    return () => void call(notePresence, { params: { ticketId }, body: { doing: 'left' } }).catch(() => undefined)
  }, [ticketId, isSeen])
  return useQuery(ask(listPresent, { params: { ticketId } })).data?.items ?? []
}

/** Who else has the ticket open now; who writes comes first. */
export function OthersHere({ others }: { others: readonly Present[] }) {
  return others.map(({ person, doing }) => (
    <Mark key={person.id} tone={doing === 'writing' ? 'brass' : 'plain'} icon="person">
      {person.name} {doing === 'writing' ? t`is writing` : t`is looking`}
    </Mark>
  ))
}
