import type { ClockRow } from '../clock.store.ts'
import type { TicketRow } from '../ticket.store.ts'

const kept = [
  'state',
  'owes',
  'ownerId',
  'isUrgent',
  'priority',
  'mentionedSites',
  'waitsFor',
  'relatedTicketId',
] as const

/** How a ticket stood before a merge; instants in ISO 8601, as JSON keeps them. */
export interface Stood extends Pick<TicketRow, (typeof kept)[number]> {
  readonly resolvedAt: string | null
  readonly waitingSince: string
  readonly returnedAt: string | null
  readonly snoozedUntil: string | null
}

export const stoodOf = (ticket: TicketRow): Stood => ({
  ...(Object.fromEntries(kept.map((name) => [name, ticket[name]])) as Pick<TicketRow, (typeof kept)[number]>),
  resolvedAt: ticket.resolvedAt?.toISOString() ?? null,
  waitingSince: ticket.waitingSince.toISOString(),
  returnedAt: ticket.returnedAt?.toISOString() ?? null,
  snoozedUntil: ticket.snoozedUntil?.toISOString() ?? null,
})

/** What a merge makes one of: the first and each later answer, the whole, and promises of one incident. */
const kindOf = ({ name, incidentId }: ClockRow): string =>
  name === 'first-response' || name === 'next-response' ? 'response' : `${name} ${incidentId ?? ''}`

/**
 * The clocks of two tickets that were one, as each ran before. Where what the merge made of them was stopped since, by a word
 * of ours or the end, it was so for both, and late for whom it was due by then. What is gone since runs as it did: nobody is
 * forgotten. The ticket that went on since keeps what runs there now.
 */
export function clocksApart(
  { before, left }: { before: readonly ClockRow[]; left: readonly ClockRow[] },
  { fromId, wentOn }: { fromId: string; wentOn: boolean },
): ClockRow[] {
  const leftById = new Map(left.map((clock) => [clock.id, clock]))
  const ran = before.filter(({ stoppedAt }) => stoppedAt === null)
  const becameOf = new Map(ran.flatMap((clock) => pairOf(clock, leftById.get(clock.id))))
  const apart = before.map((clock) => {
    const became = becameOf.get(kindOf(clock))
    if (clock.stoppedAt !== null || became === undefined) return clock
    const { stoppedAt, pauses } = became
    const isLate = clock.dueAt !== null && stoppedAt !== null && clock.dueAt < stoppedAt
    return { ...clock, pauses, stoppedAt, breachedAt: clock.breachedAt ?? (isLate ? clock.dueAt : null) }
  })
  if (!wentOn) return apart
  const theirs = apart.filter(({ ticketId }) => ticketId === fromId)
  return [...theirs, ...left.filter(({ id }) => theirs.every((one) => one.id !== id))]
}

const pairOf = (clock: ClockRow, became: ClockRow | undefined): [string, ClockRow][] =>
  became === undefined ? [] : [[kindOf(clock), became]]

/** Whether the customer of a ticket has had the word that they waited for when it was merged. */
export const wasAnswered = (before: readonly ClockRow[], apart: readonly ClockRow[], ticketId: string): boolean =>
  before.some(
    (clock) =>
      clock.ticketId === ticketId &&
      clock.stoppedAt === null &&
      kindOf(clock) === 'response' &&
      apart.some(({ id, stoppedAt }) => id === clock.id && stoppedAt !== null),
  )

/** What the ticket that goes on had not had before, as far as nobody changed it since. */
export function factsApart(
  into: TicketRow,
  { from, into: before }: { from: Stood; into: Stood },
  { wentOn }: { wentOn: boolean },
) {
  const own = new Set(before.waitsFor.map(({ id }) => id))
  const came = new Set(from.waitsFor.map(({ id }) => id).filter((id) => !own.has(id)))
  return {
    ownerId: before.ownerId === null && into.ownerId === from.ownerId ? null : into.ownerId,
    // Whoever wrote since may have cried for help there.
    isUrgent: from.isUrgent && !wentOn ? before.isUrgent : into.isUrgent,
    priority: into.priority === from.priority ? before.priority : into.priority,
    mentionedSites: into.mentionedSites.filter(
      (site) => before.mentionedSites.includes(site) || !from.mentionedSites.includes(site),
    ),
    waitsFor: into.waitsFor.filter(({ id }) => !came.has(id)),
    relatedTicketId: into.relatedTicketId ?? before.relatedTicketId,
  }
}
