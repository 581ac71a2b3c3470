import type { TicketRow } from './ticket.store.ts'

/** What the ticket that goes on takes over: the latest word on who waits, and nothing that only ended. */
export function mergedFacts(from: TicketRow, into: TicketRow) {
  return {
    ownerId: into.ownerId ?? from.ownerId,
    isUrgent: into.isUrgent || (from.isUrgent && from.state === 'open'),
    mentionedSites: [...new Set([...into.mentionedSites, ...from.mentionedSites])],
    lastMessageAt: from.lastMessageAt > into.lastMessageAt ? from.lastMessageAt : into.lastMessageAt,
    relatedTicketId: into.relatedTicketId === from.id ? null : into.relatedTicketId,
    ...reopened(from, into),
  }
}

/** What is open stays open: a resolved ticket opens again as the merged one stood. */
function reopened(from: TicketRow, into: TicketRow) {
  if (from.state !== 'open' || into.state !== 'resolved') return {}
  const { owes, waitsFor, waitingOn, waitingOnTeams, waitingSince } = from
  const waits = { owes, waitsFor: waitsFor && JSON.stringify(waitsFor), waitingOn, waitingOnTeams, waitingSince }
  return { state: 'open' as const, resolvedAt: null, ...waits }
}
