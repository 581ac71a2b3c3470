import type { TicketSummary } from '@bellwether/contract/desk.ts'

/** Who asks on a ticket, in one word: the customer, a colleague where it is ours, else an address. */
export const whoAsks = ({
  customer,
  contact,
  isOurs,
}: Pick<TicketSummary, 'customer' | 'contact' | 'isOurs'>): string =>
  customer?.name ?? (isOurs ? contact.name : contact.email)
