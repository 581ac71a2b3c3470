import { alreadyTold } from '@bellwether/contract/incidents.ts'
import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { tellCustomer, ticketRefs, type TicketRef } from '../desk/desk.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { mailDeliveries } from '../platform/mail/mail-deliveries.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { findTold, insertTold } from './follow-up.store.ts'
import { reportChanged } from './incidents.events.ts'
import { findReportTickets, insertEntry, updateReport } from './report.store.ts'

/**
 * Tells everyone who wrote in, each in a mail of their own in their own ticket. One transaction a
 * ticket: stopped half-way, the next call goes on where it stopped and nobody is told twice. A mail
 * that did not arrive has told nobody.
 */
export async function tellCustomers(
  ctx: Context,
  id: string,
  input: { text: string; ticketIds?: readonly string[] | undefined },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, 'Only a person tells customers.')
  const onReport = (await findReportTickets(ctx, [id])).map((row) => row.ticketId)
  const chosen = input.ticketIds ?? onReport
  if (chosen.some((ticketId) => !onReport.includes(ticketId))) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/ticketIds', detail: 'Choose among the tickets of the report.' }],
    })
  }
  const told = await toldMessages(ctx, id)
  const tickets = await ticketRefs(
    asPart(ctx),
    chosen.filter((ticketId) => told.get(ticketId)?.hasFailed !== false),
  )
  if (tickets.length === 0) throw new Problem(alreadyTold)
  for (const ticket of tickets) {
    const text = personal(input.text, ticket)
    const failedMessageId = told.get(ticket.id)?.messageId ?? null
    await tellOne(ctx, id, ticket.id, { text, personId: actor.personId, failedMessageId })
  }
  await finishTelling(ctx, id, actor.name, tickets.length)
}

/** By which message each ticket was told, and whether it is known not to have arrived. */
async function toldMessages(ctx: Context, id: string): Promise<Map<string, { messageId: string; hasFailed: boolean }>> {
  const rows = await findTold(ctx, id)
  const deliveries = await mailDeliveries(
    ctx,
    rows.map((row) => row.messageId),
  )
  return new Map(
    rows.map(({ ticketId, messageId }) => {
      const state = deliveries.get(messageId)?.state
      return [ticketId, { messageId, hasFailed: state === 'failed' || state === 'suppressed' }]
    }),
  )
}

/** `{name}` and `{site}` become the contact's name and the site they wrote about. */
function personal(text: string, ticket: TicketRef): string {
  const values = { name: ticket.contactName, site: ticket.site ?? 'your site' }
  return text.replaceAll(/\{(name|site)\}/g, (_, key: keyof typeof values) => values[key])
}

async function tellOne(
  ctx: Context,
  reportId: string,
  ticketId: string,
  { text, personId, failedMessageId }: { text: string; personId: string; failedMessageId: string | null },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, reportId)
    const messageId = await tellCustomer(asPart(ctx), ticketId, text)
    const told = { reportId, ticketId, messageId, at: now(ctx), personId, text }
    if (!(await insertTold(ctx, told, failedMessageId))) throw new Problem(alreadyTold)
    const open = (await findReportTickets(ctx, [reportId])).length - (await findTold(ctx, reportId)).length
    if (report.state === 'recovered' && open === 0) await updateReport(ctx, reportId, { state: 'told' })
  })
}

async function finishTelling(ctx: Context, id: string, who: string, count: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await insertEntry(ctx, id, who, `told ${count} ${count === 1 ? 'customer' : 'customers'}`)
    await recordAudit(ctx, {
      action: 'incidents.tell-customers',
      about: { module: 'incidents', id },
      detail: { count },
    })
    await announce(ctx, reportChanged, { reportId: id })
  })
}
