import type { HandOffRow } from './hand-offs/hand-off.store.ts'
import type { TicketRow } from './ticket.store.ts'

/** Who must act next on a ticket, and every team that is asked about it. */
export interface WaitingOn {
  readonly holder: TicketRow['waitingOn']
  /** Ids, in the order in which they were asked. */
  readonly teamIds: readonly string[]
}

/**
 * Who must act, derived from what is so; nobody sets it by hand. An answer that came in is support's to go on
 * from, also while other teams are still asked. A team that is asked stays named whatever else is written,
 * so that no question is forgotten because somebody typed. A customer who was told of an incident waits with us
 * for its end: it is not their turn.
 */
export function waitingOn(
  { state, owes, waitsFor }: Pick<TicketRow, 'state' | 'owes' | 'waitsFor'>,
  handOffs: readonly Pick<HandOffRow, 'state' | 'askedTeamId' | 'answeredToCustomer'>[],
): WaitingOn {
  if (state !== 'open') return { holder: 'nobody', teamIds: [] }
  const teamIds = handOffs.filter(isOpen).map(({ askedTeamId }) => askedTeamId)
  if (handOffs.some(bringsAnswer)) return { holder: 'support', teamIds }
  if (teamIds.length > 0) return { holder: 'teams', teamIds }
  return { holder: owes === 'customer' && waitsFor.length > 0 ? 'incident' : owes, teamIds }
}

const isOpen = ({ state }: Pick<HandOffRow, 'state'>): boolean => state === 'asked' || state === 'acknowledged'

/** It ended with a word for support, who has not gone on from it yet. */
const bringsAnswer = ({ state, answeredToCustomer }: Pick<HandOffRow, 'state' | 'answeredToCustomer'>): boolean =>
  state === 'declined' || (state === 'answered' && !answeredToCustomer)

/** Whether the ticket waits as it did: then it has done so since then. */
export const waitsAsBefore = (ticket: Pick<TicketRow, 'waitingOn' | 'waitingOnTeams'>, next: WaitingOn): boolean =>
  ticket.waitingOn === next.holder &&
  (next.holder !== 'teams' || ticket.waitingOnTeams.join(' ') === next.teamIds.join(' '))
