import { customersBy } from '../customers/customers.ts'
import { ticketRefs } from '../desk/desk.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { addTicket } from './draft-report.ts'
import { lockReport } from './edit-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findLiveReportsOfCustomer } from './report.store.ts'

const followedMilliseconds = 24 * 3_600_000

/** A draft that nobody hands off, and a report that has recovered, are followed for a day. */
export const followedSince = (ctx: Context): Date => new Date(now(ctx).getTime() - followedMilliseconds)

/** A new ticket of a customer who is hit goes on the report by itself, so that they are told as well. */
export async function followTicket(ctx: Context, { ticketId }: { ticketId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const [ticket] = await ticketRefs(asPart(ctx), [ticketId])
  if (!ticket?.customerId) return
  const customer = (await customersBy(asPart(ctx), 'id', [ticket.customerId])).get(ticket.customerId)
  if (!customer) return
  for (const { id } of await findLiveReportsOfCustomer(
    ctx,
    [customer.key, ...customer.otherKeys],
    followedSince(ctx),
  )) {
    // A report before its tickets, and one at a time: whoever adds tickets by hand never waits in a circle.
    await inTransaction(ctx, async (ctx) => {
      const report = await lockReport(ctx, id)
      if (report.firstSeenAt && ticket.createdAt < report.firstSeenAt) return
      await addTicket(ctx, report, { ticketId, isByPerson: false })
      await announce(ctx, reportChanged, { reportId: id })
    })
  }
}
