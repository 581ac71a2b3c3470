import type { RemovedState } from '@bellwether/contract/desk.ts'
import type { TicketRow } from '../ticket.store.ts'

/** In spam or the trash: it can be restored, and until then nothing else is done to it. */
export const isRemoved = ({ state }: Pick<TicketRow, 'state'>): boolean => isRemovedState(state)

export const isRemovedState = (state: TicketRow['state']): state is RemovedState =>
  state === 'spam' || state === 'trash'

/**
 * What a stranger adds to their spam stays there. Whoever belongs to a customer, or writes on what is in the trash, is heard.
 */
export const staysAway = (
  { state, customerId }: Pick<TicketRow, 'state' | 'customerId'>,
  { isKnown }: { isKnown: boolean },
): boolean => state === 'spam' && customerId === null && !isKnown
