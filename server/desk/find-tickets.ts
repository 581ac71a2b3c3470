import { customersBy } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { findImported } from './import.store.ts'
import { findLiveTicket, findLiveTickets, findTickets, findTicketsOfContacts, type TicketRow } from './ticket.store.ts'

/** A ticket as other modules show it. */
export interface TicketRef {
  readonly id: string
  readonly number: number
  readonly subject: string
  readonly customerId: string | null
  readonly customerName: string | null
  readonly contactName: string
  readonly contactEmail: string
  readonly site: string | null
  readonly createdAt: Date
}

/** The id of the ticket in which this goes on: its own, unless it was merged. */
export async function liveTicketId(ctx: Context, id: string): Promise<string | undefined> {
  allow(ctx, 'desk.read')
  return (await findLiveTicket(ctx, id))?.id
}

/** The same of many, each once; ids that nobody has stay as they are. */
export async function liveTicketIds(ctx: Context, ids: readonly string[]): Promise<string[]> {
  allow(ctx, 'desk.read')
  const live = await findLiveTickets(ctx, ids)
  return [...new Set(ids.map((id) => live.get(id)?.id ?? id))]
}

/** The tickets that were imported with these references, or in which they go on, by reference. */
export async function importedTicketIds(ctx: Context, references: readonly string[]): Promise<Map<string, string>> {
  allow(ctx, 'desk.read')
  const imported = await findImported(ctx, [...new Set(references)])
  const live = await findLiveTickets(ctx, [...imported.values()])
  return new Map([...imported].map(([reference, id]) => [reference, live.get(id)?.id ?? id]))
}

/** Tickets by id, in the order they came in. */
export async function ticketRefs(ctx: Context, ids: readonly string[]): Promise<TicketRef[]> {
  allow(ctx, 'desk.read')
  return asRefs(ctx, await findTickets(ctx, ids))
}

/** Tickets that these customers wrote since then: who of the affected wrote in. */
export async function ticketsOfCustomers(
  ctx: Context,
  customerIds: readonly string[],
  since: Date,
): Promise<TicketRef[]> {
  allow(ctx, 'desk.read')
  return asRefs(ctx, await findTicketsOfContacts(ctx, { customerIds, since }))
}

async function asRefs(ctx: Context, rows: readonly TicketRow[]): Promise<TicketRef[]> {
  const customers = await customersBy(
    asPart(ctx),
    'id',
    rows.flatMap((row) => row.customerId ?? []),
  )
  return rows
    .toSorted((a, b) => a.number - b.number)
    .map((row) => ({
      id: row.id,
      number: row.number,
      subject: row.subject,
      customerId: row.customerId,
      customerName: (row.customerId && customers.get(row.customerId)?.name) || null,
      contactName: row.contactName,
      contactEmail: row.contactEmail,
      site: row.mentionedSites[0] ?? null,
      createdAt: row.createdAt,
    }))
}
