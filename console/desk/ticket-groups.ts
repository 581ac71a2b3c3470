import type { ListedTicket } from '@bellwether/contract/desk.ts'

/** What several tickets are about, e.g. a trouble report. */
export interface TicketGroup {
  readonly id: string
  /** "R1" */
  readonly name: string
  readonly title: string
  /** Where it is shown. */
  readonly path: string
  readonly ticketIds: ReadonlySet<string>
}

/** A line of a queue: a ticket, or several that are about the same. */
export type QueueEntry =
  | {
      readonly kind: 'ticket'
      readonly ticket: ListedTicket
      readonly group: TicketGroup | null
      readonly isInside: boolean
    }
  | {
      readonly kind: 'group'
      readonly group: TicketGroup
      readonly tickets: readonly ListedTicket[]
      readonly isOpen: boolean
    }

/**
 * The lines of a queue: where the first of several tickets of a group would stand the group does, with its tickets below it
 * where it is open. A ticket of several groups stands in the first of them.
 */
export function entriesOf(
  tickets: readonly ListedTicket[],
  groups: readonly TicketGroup[],
  opened: ReadonlySet<string>,
): QueueEntry[] {
  const groupOf = (ticket: ListedTicket): TicketGroup | null =>
    groups.find(({ ticketIds }) => ticketIds.has(ticket.id)) ?? null
  const members = Map.groupBy(tickets, groupOf)
  const entries: QueueEntry[] = []
  const placed = new Set<TicketGroup>()
  for (const ticket of tickets) {
    const group = groupOf(ticket)
    const together = group === null ? [] : (members.get(group) ?? [])
    if (group === null || together.length < 2) {
      entries.push({ kind: 'ticket', ticket, group, isInside: false })
    } else if (!placed.has(group)) {
      placed.add(group)
      const isOpen = opened.has(group.id)
      entries.push({ kind: 'group', group, tickets: together, isOpen })
      if (isOpen)
        entries.push(...together.map((one) => ({ kind: 'ticket' as const, ticket: one, group, isInside: true })))
    }
  }
  return entries
}

export const ticketsOf = (entry: QueueEntry): readonly ListedTicket[] =>
  entry.kind === 'ticket' ? [entry.ticket] : entry.tickets
