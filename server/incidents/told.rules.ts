/** What became of one ticket in one telling, as far as these rules look. */
export interface ToldFact {
  readonly ticketId: string
  readonly round: number
  readonly state: 'waiting' | 'told' | 'refused' | 'unheard'
}

/** Tickets that nobody was told in this round, nor is being told: whose next word is still ours to send. */
export function untoldTickets(ticketIds: readonly string[], told: readonly ToldFact[], round: number): string[] {
  const reached = ticketsIn(told, round, ['waiting', 'told'])
  return ticketIds.filter((id) => !reached.has(id))
}

/** Whether everyone who wrote in has heard the last word, that is in the round after the errors were gone. */
export function isToldToAll(ticketIds: readonly string[], told: readonly ToldFact[], round: number): boolean {
  const heard = ticketsIn(told, round, ['told'])
  return ticketIds.every((id) => heard.has(id))
}

const ticketsIn = (told: readonly ToldFact[], round: number, states: readonly ToldFact['state'][]): Set<string> =>
  new Set(told.filter((one) => one.round === round && states.includes(one.state)).map(({ ticketId }) => ticketId))

/**
 * Until when what a customer asked is answered by what many are told: what they wrote before their
 * ticket was put on the report. A ticket is about it when a person put it there, or when it names a site;
 * of any other one nothing is answered: the customer may have asked something of their own.
 */
export function answeredUntil(
  link: { isByPerson: boolean; linkedAt: Date },
  ticket: { site: string | null },
): Date | undefined {
  return link.isByPerson || ticket.site !== null ? link.linkedAt : undefined
}
