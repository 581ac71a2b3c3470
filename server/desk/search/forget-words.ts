import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { readTickets } from './read-tickets.ts'
import { deleteSpellings, findSpellings, findTicketsSaying, lockReading } from './search-index.store.ts'

/** For verbs that erased words: nothing of them is found any more when the transaction ends, nor offered as a spelling. */
export async function forgetWords(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  await lockReading(ctx)
  const before = await findSpellings(ctx, ticketIds)
  await readTickets(ctx, ticketIds)
  await deleteSpellings(ctx, before)
}

const someAtOnce = 50

/** Reads again some tickets on which these addresses stood and were written over; false where none was left. */
export async function forgetAddresses(ctx: Context, addresses: readonly string[]): Promise<boolean> {
  allowJobsOnly(ctx)
  return inTransaction(ctx, async (ctx) => {
    const ticketIds = await findTicketsSaying(ctx, addresses, someAtOnce)
    await forgetWords(ctx, ticketIds)
    // On some it may stand again, since they wrote again: the proof says so.
    const after = new Set(await findTicketsSaying(ctx, addresses, someAtOnce))
    return ticketIds.length === someAtOnce && ticketIds.some((id) => !after.has(id))
  })
}
