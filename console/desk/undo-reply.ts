import { listUnsent, takeBackReply } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead } from '../ui/clock.tsx'
import { goOnWithReply } from './recipients.tsx'

/** What goes out later than this nobody means by a key. */
const soonMs = 15_000

/** Takes back the reply of the reader that goes out in a few seconds, wherever they are; undefined where there is none. */
export function useUndoReply(): (() => void) | undefined {
  const unsent = useQuery(ask(listUnsent)).data?.items ?? []
  const read = useClockRead()
  const reply = unsent.find(({ state, sendAt }) => state === 'waiting' && Date.parse(sendAt) - read() < soonMs)
  const takeBack = useWrite(takeBackReply, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: (ticket) => {
      if (reply !== undefined) goOnWithReply(ticket, reply)
      window.location.assign(`/tickets/${ticket.number}`)
    },
  })
  return reply === undefined ? undefined : () => takeBack.mutate({ params: { id: reply.id } })
}
