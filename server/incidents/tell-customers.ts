import { alreadyTold, reportImported } from '@bellwether/contract/incidents.ts'
import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { isOver, toldTextFault } from '@bellwether/contract/told-text.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { mailDeliveries } from '../mail/mail.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { reportChanged } from './incidents.events.ts'
import { findImportedReport } from './import.store.ts'
import { findReportTickets, insertEntry, type ReportRow, updateReport } from './report.store.ts'
import { tellingQueue } from './tell-tickets.ts'
import { claimTickets, findToldFacts, findToldTickets, insertTelling, markUnheard } from './telling.store.ts'
import { untoldTickets } from './told.rules.ts'

export interface TellingInput {
  readonly text: string
  readonly ticketIds?: readonly string[] | undefined
  /** An instant as text, at which they hear from us again. */
  readonly nextBy: string | null
  readonly round?: number | undefined
}

/**
 * Tells everyone who wrote in, each in a mail of their own in their own ticket, as a job that shows how
 * far it is. Whoever was told in this round, or is being told, is left out; a mail that did not arrive has
 * told nobody. Until the errors are gone each word promises the next one. To tell everyone again is a round of
 * its own: of two who ask for the same one, the later is told that it was done.
 */
export async function tellCustomers(ctx: Context, id: string, input: TellingInput): Promise<void> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only a person tells customers.`)
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if (await findImportedReport(ctx, id)) throw new Problem(reportImported)
    const nextBy = promised(ctx, report, input.nextBy)
    requireFilled(input.text, nextBy)
    const round = roundOf(report, input.round)
    if (round !== report.tellingRound) await updateReport(ctx, id, { tellingRound: round })
    const onReport = (await findReportTickets(ctx, [id])).map((row) => row.ticketId)
    const chosen = chosenTickets(onReport, input.ticketIds)
    await forgetUnheard(ctx, id)
    const ticketIds = untoldTickets(chosen, await findToldFacts(ctx, [id]), round)
    if (ticketIds.length === 0) throw new Problem(alreadyTold)
    const telling = { reportId: id, round, text: input.text, personId: actor.personId, nextBy }
    const tellingId = await insertTelling(ctx, telling)
    const count = await claimTickets(ctx, { ...telling, id: tellingId }, ticketIds)
    await sendJobs(ctx, [{ queue: tellingQueue, data: { tellingId } }])
    await insertEntry(
      ctx,
      id,
      actor.name,
      count === 1 ? said`began to tell 1 customer` : said`began to tell ${count} customers`,
    )
    const about = { module: 'incidents', id }
    await recordAudit(ctx, { action: 'incidents.tell-customers', about, detail: { tellingId, count } })
    await announce(ctx, reportChanged, { reportId: id })
  })
}

const promisedDaysMax = 30

/** Nobody is left without a next word while it goes on. */
function promised(ctx: Context, { state }: ReportRow, nextBy: string | null): Date | null {
  const detail = said`Say when they hear from us again: the errors are not gone yet.`
  if (nextBy === null && isOver(state)) return null
  if (nextBy === null) throw new Problem(badInput, undefined, { errors: [{ pointer: '/nextBy', detail }] })
  const [by, days] = [new Date(nextBy), (Date.parse(nextBy) - now(ctx).getTime()) / 86_400_000]
  if (days > 0 && days <= promisedDaysMax) return by
  const wrong = said`Choose a time to come, within ${promisedDaysMax} days.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/nextBy', detail: wrong }] })
}

function requireFilled(text: string, nextBy: Date | null): void {
  const detail = toldTextFault(text, nextBy !== null)
  if (detail !== undefined) throw new Problem(badInput, undefined, { errors: [{ pointer: '/text', detail }] })
}

function roundOf({ tellingRound }: ReportRow, asked = tellingRound): number {
  if (asked === tellingRound || asked === tellingRound + 1) return asked
  throw new Problem(alreadyTold, said`Round ${tellingRound} is under way.`)
}

function chosenTickets(onReport: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  if (asked?.some((ticketId) => !onReport.includes(ticketId)))
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/ticketIds', detail: said`Choose among the tickets of the report.` }],
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
