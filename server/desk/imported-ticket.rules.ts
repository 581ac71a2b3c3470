import type { ImportedTicket } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { type GivenInstant, pastFaults } from '../platform/calendar/past-instants.ts'
import { documentationFault } from './documentation.rules.ts'

/** Everything for which tickets of the past are refused, each fault where it stands. */
export function importFaults(tickets: readonly ImportedTicket[], now: Date): { pointer: string; detail: string }[] {
  const firstWith = new Map(tickets.map(({ reference }, at) => [reference, at] as const).toReversed())
  return tickets.flatMap((ticket, at) => {
    const pointer = `/tickets/${at}`
    const isTwice = firstWith.get(ticket.reference) !== at
    const unwritten = ticket.documentation === null ? undefined : documentationFault(ticket.documentation)
    return [
      ...(isTwice ? [{ pointer: `${pointer}/reference`, detail: said`Another ticket of this import has it.` }] : []),
      ...pastFaults(instantsOf(ticket, pointer), now),
      ...(unwritten ? [{ ...unwritten, pointer: `${pointer}/documentation${unwritten.pointer}` }] : []),
    ]
  })
}

const instantsOf = ({ createdAt, messages, resolvedAt }: ImportedTicket, pointer: string): GivenInstant[] => [
  { pointer: `${pointer}/createdAt`, at: createdAt },
  ...messages.map(({ at }, position) => ({ pointer: `${pointer}/messages/${position}/at`, at })),
  { pointer: `${pointer}/resolvedAt`, at: resolvedAt },
]
