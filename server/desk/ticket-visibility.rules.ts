import type { Actor } from '../platform/context.ts'
import type { TicketRow } from './ticket.store.ts'

/**
 * Whether an actor may know of this ticket. Staff and programs that may read tickets see each of them, the
 * server sees all. A contact sees what they wrote or were written: an address alone is not enough, since it may
 * have been somebody's at another customer.
 */
export function canSeeTicket(actor: Actor, ticket: Pick<TicketRow, 'contactEmail' | 'customerId'>): boolean {
  if (actor.kind === 'job') return true
  if (actor.kind === 'nobody') return false
  if (actor.kind !== 'contact') return actor.permissions.has('desk.read')
  const isTheirCustomers = ticket.customerId === null || ticket.customerId === actor.customerId
  return isTheirCustomers && ticket.contactEmail === actor.email
}
