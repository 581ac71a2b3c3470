import { ticketMerged } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { toldText } from '@bellwether/contract/told-text.ts'
import { liveTicketId, tellCustomer, ticketRefs } from '../desk/desk.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { type JobKind } from '../platform/jobs/start-jobs.ts'
import { personName } from '../people/people.ts'
import { allowJobsOnly, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { moveTicket } from './follow-merge.ts'
import { reportChanged } from './incidents.events.ts'
import { findReportTicket, findReportTickets, insertEntry, type ReportRow, updateReport } from './report.store.ts'
import { findTelling, findToldFacts, findWaitingTickets, settleTicket, type TellingRow } from './telling.store.ts'
import { answeredUntil, isToldToAll } from './told.rules.ts'

export const tellingQueue = 'incidents.tell-tickets'

/** Tells the tickets of a telling one after the other; started again, it goes on where it stopped. */
export const tellTicketsJob: JobKind = {
  queue: tellingQueue,
  verb: (ctx, { tellingId }) => tellTickets(ctx, tellingId ?? ''),
}

async function tellTickets(ctx: Context, tellingId: string): Promise<void> {
  allowJobsOnly(ctx)
  const telling = await findTelling(ctx, tellingId)
  if (!telling) return
  // Each is settled, or moved to where it goes on, which waits then.
  for (let waiting = await findWaitingTickets(ctx, tellingId); waiting.length > 0;) {
    const promised = await promisedElsewhere(ctx, telling)
    for (const ticketId of waiting) await tellOne(ctx, telling, { ticketId, alsoTo: promised.get(ticketId) ?? [] })
    waiting = await findWaitingTickets(ctx, tellingId)
  }
  await finishTelling(ctx, telling)
}

/** Contacts who heard on tickets that were merged since, by where these go on: the promise to them holds. */
async function promisedElsewhere(ctx: Context, { reportId }: TellingRow): Promise<ReadonlyMap<string, string[]>> {
  const onReport = new Set((await findReportTickets(ctx, [reportId])).map((row) => row.ticketId))
  const told = (await findToldFacts(ctx, [reportId])).filter(({ state }) => state === 'told')
  const merged = new Set(told.map((row) => row.ticketId)).difference(onReport)
  const contacts = new Map<string, string[]>()
  for (const { id, contactEmail } of await ticketRefs(asPart(ctx), [...merged])) {
    const live = await liveTicketId(asPart(ctx), id)
    if (live !== undefined) contacts.set(live, [...(contacts.get(live) ?? []), contactEmail])
  }
  return contacts
}

/** One transaction a ticket. A refusal is this ticket's alone; anything else is tried again with the job. */
async function tellOne(
  ctx: Context,
  telling: TellingRow,
  { ticketId, alsoTo }: { ticketId: string; alsoTo: readonly string[] },
): Promise<void> {
  const of = { tellingId: telling.id, ticketId }
  try {
    await inTransaction(ctx, async (ctx) => {
      // Before its tickets, as where it ends: none is left waiting for what is over.
      const report = await lockReport(ctx, telling.reportId)
      const live = await liveTicketId(asPart(ctx), ticketId)
      if (live !== undefined && live !== ticketId) return moveTicket(ctx, telling.reportId, ticketId)
      const [ticket] = await ticketRefs(asPart(ctx), [ticketId])
      const link = await findReportTicket(ctx, { reportId: telling.reportId, ticketId })
      if (telling.round !== report.tellingRound)
        return void (await settleTicket(ctx, of, { state: 'refused', reason: said`a later word was sent before it` }))
      if (!ticket || !link)
        return void (await settleTicket(ctx, of, { state: 'refused', reason: said`the ticket is gone` }))
      const text = toldText(telling.text, { name: ticket.contactName, site: ticket.site, nextBy: telling.nextBy })
      const word = { text, alsoTo, answeredUntil: answeredUntil(link, ticket), ...about(telling, report) }
      const messageId = await tellCustomer(await asTeller(ctx, telling), ticketId, word)
      if (!(await settleTicket(ctx, of, { state: 'told', messageId }))) throw new AlreadySettled()
      await announce(ctx, reportChanged, { reportId: telling.reportId })
    })
  } catch (error) {
    if (error instanceof AlreadySettled) return
    if (error instanceof Problem && error.kind === ticketMerged) return
    if (!(error instanceof Problem) || error.kind.status >= 500) throw error
    await settleTicket(ctx, of, { state: 'refused', reason: error.detail ?? error.kind.title })
  }
}

/** Another worker told this ticket meanwhile: what was done here is undone. */
class AlreadySettled extends Error {}

/** The job speaks for the person who asked for it: the message carries their name. */
async function asTeller(ctx: Context, { personId }: TellingRow): Promise<Context> {
  const { name } = await personName(ctx, personId)
  return { ...asPart(ctx), actor: { kind: 'person', personId, name, teamIds: [], permissions: new Set() } }
}

const about = ({ nextBy }: TellingRow, { id, number }: ReportRow) => ({
  nextBy,
  incident: { id, name: `R${number}`, path: `/reports/${id}` },
})

/** As the time line says it, after their name. */
function toldWords(of: { told: number; all: number; refused: number; isLast: boolean }): string {
  const { told, all, refused, isLast } = of
  if (refused === 0)
    return isLast ? said`told ${told} of ${all} the last word` : said`told ${told} of ${all} that it goes on`
  return isLast
    ? said`told ${told} of ${all} the last word; ${refused} could not be told`
    : said`told ${told} of ${all} that it goes on; ${refused} could not be told`
}

async function finishTelling(ctx: Context, { id, reportId, personId, nextBy }: TellingRow): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, reportId)
    const rows = await findToldFacts(ctx, [reportId])
    const ofThis = (state: string): number => rows.filter((one) => one.tellingId === id && one.state === state).length
    const { name } = await personName(ctx, personId)
    const all = rows.filter((one) => one.tellingId === id).length
    const what = toldWords({ told: ofThis('told'), all, refused: ofThis('refused'), isLast: nextBy === null })
    await insertEntry(ctx, reportId, name, what)
    const onReport = (await findReportTickets(ctx, [reportId])).map((row) => row.ticketId)
    if (report.state === 'recovered' && isToldToAll(onReport, rows, report.tellingRound))
      await updateReport(ctx, reportId, { state: 'told' })
    await announce(ctx, reportChanged, { reportId })
  })
}
