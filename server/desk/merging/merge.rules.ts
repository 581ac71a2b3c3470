import { priorities } from '@bellwether/contract/priority.ts'
import type { TicketRow } from '../ticket.store.ts'

/** What the ticket that goes on takes over: the latest word on who waits, and nothing that only ended. */
export function mergedFacts(from: TicketRow, into: TicketRow) {
  return {
    ownerId: into.ownerId ?? from.ownerId,
    priority: priorities.find((one) => one === into.priority || one === from.priority) ?? into.priority,
    isUrgent: into.isUrgent || (from.isUrgent && from.state === 'open'),
    mentionedSites: [...new Set([...into.mentionedSites, ...from.mentionedSites])],
    lastMessageAt: from.lastMessageAt > into.lastMessageAt ? from.lastMessageAt : into.lastMessageAt,
    waitsFor: JSON.stringify(mergedWaits(from, into)),
    relatedTicketId: into.relatedTicketId === from.id ? null : into.relatedTicketId,
    ...reopened(from, into),
  }
}

/** What is open stays open: a resolved ticket opens again as the merged one stood. */
function reopened(from: TicketRow, into: TicketRow) {
  if (from.state !== 'open' || into.state !== 'resolved') return {}
  const { owes, waitingOn, waitingOnTeams, waitingSince } = from
  return { state: 'open' as const, resolvedAt: null, owes, waitingOn, waitingOnTeams, waitingSince }
}

/** Every incident of which either customer was told, each once, by the nearer promise. */
export function mergedWaits(from: TicketRow, into: TicketRow): TicketRow['waitsFor'] {
  const nearestFirst = [...into.waitsFor, ...from.waitsFor].toSorted((a, b) => Date.parse(a.by) - Date.parse(b.by))
  return nearestFirst.filter(({ id }, at) => nearestFirst.findIndex((one) => one.id === id) === at)
}
