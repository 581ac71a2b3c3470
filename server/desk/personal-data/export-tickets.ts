import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { type ExportedTicket, findTicketsToExport } from './export.store.ts'

const ticketsAtOnce = 20

/** Every ticket of somebody, and of the tickets of others what they wrote there; a few at a time are in memory. */
export async function* exportTickets(ctx: Context, addresses: readonly string[]): AsyncGenerator<ExportedTicket> {
  allow(ctx, 'privacy.write')
  for (let after = 0; ;) {
    const tickets = await findTicketsToExport(ctx, addresses, { after, limit: ticketsAtOnce })
    yield* tickets
    const last = tickets.at(-1)
    if (!last) return
    after = last.number
  }
}
