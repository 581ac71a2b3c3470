import { alreadyTold } from '@bellwether/contract/incidents.ts'
import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { mailDeliveries } from '../mail/mail.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findReportTickets, insertEntry } from './report.store.ts'
import { tellingQueue } from './tell-tickets.ts'
import { claimTickets, findToldTickets, insertTelling, markUnheard } from './telling.store.ts'
import { untoldTickets } from './told.rules.ts'

/**
 * Tells everyone who wrote in, each in a mail of their own in their own ticket, as a job that shows how
 * far it is. Whoever was told in this round, or is being told, is left out; a mail that did not arrive has
 * told nobody.
 */
export async function tellCustomers(
  ctx: Context,
  id: string,
  input: { text: string; ticketIds?: readonly string[] | undefined },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, 'Only a person tells customers.')
  await inTransaction(ctx, async (ctx) => {
    const { tellingRound: round } = await lockReport(ctx, id)
    const onReport = (await findReportTickets(ctx, [id])).map((row) => row.ticketId)
    const chosen = chosenTickets(onReport, input.ticketIds)
    await forgetUnheard(ctx, id)
    const ticketIds = untoldTickets(chosen, await findToldTickets(ctx, id), round)
    if (ticketIds.length === 0) throw new Problem(alreadyTold)
    const telling = { reportId: id, round, text: input.text, personId: actor.personId }
    const tellingId = await insertTelling(ctx, telling)
    const count = await claimTickets(ctx, { ...telling, id: tellingId }, ticketIds)
    await sendJobs(ctx, [{ queue: tellingQueue, data: { tellingId } }])
    await insertEntry(ctx, id, actor.name, `began to tell ${count} ${count === 1 ? 'customer' : 'customers'}`)
    const about = { module: 'incidents', id }
    await recordAudit(ctx, { action: 'incidents.tell-customers', about, detail: { tellingId, count } })
    await announce(ctx, reportChanged, { reportId: id })
  })
}

function chosenTickets(onReport: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  if (asked?.some((ticketId) => !onReport.includes(ticketId)))
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/ticketIds', detail: 'Choose among the tickets of the report.' }],
    })
  return asked ?? onReport
}

async function forgetUnheard(ctx: Context, reportId: string): Promise<void> {
  const messageIds = (await findToldTickets(ctx, reportId)).flatMap((row) => row.messageId ?? [])
  const deliveries = await mailDeliveries(ctx, messageIds)
  await markUnheard(
    ctx,
    messageIds.filter((messageId) => ['failed', 'suppressed'].includes(deliveries.get(messageId)?.state ?? '')),
  )
}
