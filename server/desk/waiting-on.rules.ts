import type { HandOffRow } from './hand-offs/hand-off.store.ts'
import type { TicketRow } from './ticket.store.ts'

/** Who must act next on a ticket, and every team that is asked about it. */
export interface WaitingOn {
  readonly holder: TicketRow['waitingOn']
  /** Ids, in the order in which they were asked. */
  readonly teamIds: readonly string[]
  /** Of these the teams that are asked in private alone. */
  readonly privateTeamIds: readonly string[]
}

/**
 * Who must act, derived from what is so; nobody sets it by hand. An answer or a question back that came in is
 * support's to go on from, also while other teams are still asked. A team that is asked stays named whatever else is written,
 * so that no question is forgotten because somebody typed. A customer who was told of an incident waits with us
 * for its end: it is not their turn.
 */
export function waitingOn(
  { state, owes, waitsFor }: Pick<TicketRow, 'state' | 'owes' | 'waitsFor'>,
  handOffs: readonly AskedTeam[],
): WaitingOn {
  if (state !== 'open') return { holder: 'nobody', teamIds: [], privateTeamIds: [] }
  const open = handOffs.filter(isOpen)
  const named = idsOf(open.filter(({ isPrivate }) => !isPrivate))
  const teamIds = idsOf(open)
  const teams = { teamIds, privateTeamIds: teamIds.filter((id) => !named.includes(id)) }
  if (handOffs.some(bringsWord)) return { holder: 'support', ...teams }
  if (open.length > 0) return { holder: 'teams', ...teams }
  return { holder: owes === 'customer' && waitsFor.length > 0 ? 'incident' : owes, ...teams }
}

type AskedTeam = Pick<HandOffRow, 'state' | 'askedTeamId' | 'answeredToCustomer' | 'isPrivate'>

/** Several may ask one team, each in private: it is named once. */
const idsOf = (handOffs: readonly AskedTeam[]): string[] => [...new Set(handOffs.map(({ askedTeamId }) => askedTeamId))]

/** The team still owes an answer. */
export const isOpen = ({ state }: Pick<HandOffRow, 'state'>): boolean =>
  state === 'asked' || state === 'acknowledged' || state === 'asked-back'

/** It has a word for support, who has not gone on from it yet. */
export const bringsWord = ({ state, answeredToCustomer }: Pick<HandOffRow, 'state' | 'answeredToCustomer'>): boolean =>
  state === 'declined' || state === 'asked-back' || (state === 'answered' && !answeredToCustomer)

/** Whether the ticket waits as it did: then it has done so since then. */
export const waitsAsBefore = (
  ticket: Pick<TicketRow, 'waitingOn' | 'waitingOnTeams'>,
  next: Pick<WaitingOn, 'holder' | 'teamIds'>,
): boolean =>
  ticket.waitingOn === next.holder &&
  (next.holder !== 'teams' || ticket.waitingOnTeams.join(' ') === next.teamIds.join(' '))

/** What stands beside a ticket that has ended, by resolution or merge. */
export const waitsOnNobody = (since: Date) => ({
  waitingOn: 'nobody' as const,
  waitingOnTeams: [],
  privateTeams: [],
  returnedAt: null,
  snoozedUntil: null,
  waitingSince: since,
})
