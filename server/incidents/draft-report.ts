import type { z } from 'zod'
import type { Explanation } from '@bellwether/contract/evidence.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy } from '../customers/customers.ts'
import { liveTicketId, liveTicketIds, noteHappening, ticketsOfCustomers, type TicketRef } from '../desk/desk.ts'
import { explainClass } from '../evidence/evidence.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { getSignal } from '../signals/signals.ts'
import { reportChanged } from './incidents.events.ts'
import { draftText } from './report.rules.ts'
import {
  findOpenReportOfClass,
  insertEntry,
  insertReport,
  insertReportTicket,
  type ReportRow,
  upsertAffected,
} from './report.store.ts'

type Explained = z.output<typeof Explanation>

export interface DraftInput {
  readonly classId?: string | undefined
  readonly signalId?: string | undefined
  readonly ticketIds: readonly string[]
}

/**
 * Drafts a report from what the evidence says about a class of error and from the tickets about it.
 * A class with an open report gets that one again, with the tickets added.
 */
export async function draftReport(ctx: Context, input: DraftInput): Promise<string> {
  allow(ctx, 'incidents.write')
  const classId =
    input.classId ?? (input.signalId ? (await getSignal(asPart(ctx), input.signalId)).class?.id : undefined)
  const found = classId ? await explainClass(asPart(ctx), { classId }) : undefined
  return inTransaction(ctx, async (ctx) => {
    const report = await openReport(ctx, found)
    const hit = found ? await followCustomers(ctx, report, found.customerList) : []
    await addTickets(ctx, report, { byPerson: input.ticketIds, followed: hit })
    await announce(ctx, reportChanged, { reportId: report.id })
    return report.id
  })
}

async function openReport(ctx: Context, found: Explained | undefined): Promise<ReportRow> {
  const created = await insertReport(ctx, newReport(ctx, found))
  if (created) {
    await insertEntry(ctx, created.id, actorName(ctx.actor), said`drafted the report`)
    await recordAudit(ctx, { action: 'incidents.draft-report', about: { module: 'incidents', id: created.id } })
    return created
  }
  const open = found && (await findOpenReportOfClass(ctx, found.class.id))
  if (!open) throw new Error('a report was neither created nor open')
  return open
}

const nothingExplained = {
  title: '',
  claim: '',
  reproduction: '',
  frequency: '',
  impact: '',
  ask: '',
  classId: null,
  classTemplate: null,
  slices: '[]',
  firstSeenAt: null,
  customers: null,
  deploy: null,
}

function newReport(ctx: Context, found: Explained | undefined): Parameters<typeof insertReport>[1] {
  return {
    ...(found ? explained(found, now(ctx)) : nothingExplained),
    teamId: null,
    pageId: null,
    createdAt: now(ctx),
    createdBy: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
    handedOffAt: null,
  }
}

function explained(found: Explained, asOf: Date) {
  const { id, service, version, title, by, startedAt } = found.deploy ?? {}
  return {
    ...draftText({ ...found, asOf, template: found.class.template, slice: found.slices[0]?.where }),
    classId: found.class.id,
    classTemplate: found.class.template,
    slices: JSON.stringify(found.slices.map(({ where }) => ({ where }))),
    firstSeenAt: new Date(found.firstSeenAt),
    customers: JSON.stringify(found.customers),
    deploy: found.deploy ? JSON.stringify({ id, service, version, title, by, startedAt }) : null,
  }
}

/** Puts a ticket on a report, as the ticket's time line says. */
export async function addTicket(
  ctx: Context,
  report: ReportRow,
  { ticketId: asked, isByPerson }: { ticketId: string; isByPerson: boolean },
): Promise<void> {
  const ticketId = (await liveTicketId(asPart(ctx), asked)) ?? asked
  if (!(await insertReportTicket(ctx, { reportId: report.id, ticketId, isByPerson }))) return
  const { number, title } = report
  const what =
    title === '' ? said`put this on trouble report R${number}` : said`put this on trouble report R${number}: ${title}`
  await noteHappening(asPart(ctx), ticketId, { action: 'note-report', what })
}

/** Writes down who is hit. Returns the tickets that they wrote since it began. */
export async function followCustomers(
  ctx: Context,
  report: ReportRow,
  customers: readonly { customerId: string; errors: number; firstSeenAt: string | Date }[],
): Promise<string[]> {
  await upsertAffected(
    ctx,
    customers.map((one) => ({
      reportId: report.id,
      customerKey: one.customerId,
      errors: one.errors,
      firstSeenAt: new Date(one.firstSeenAt),
    })),
  )
  if (!report.firstSeenAt) return []
  const known = await customersBy(
    asPart(ctx),
    'key',
    customers.map((one) => one.customerId),
  )
  const tickets: TicketRef[] = await ticketsOfCustomers(
    asPart(ctx),
    [...known.values()].map((one) => one.id),
    report.firstSeenAt,
  )
  return tickets.map((ticket) => ticket.id)
}

/** Puts tickets on a report, locking them in the one order that every verb keeps: nobody waits in a circle. */
export async function addTickets(
  ctx: Context,
  report: ReportRow,
  { byPerson, followed }: { byPerson: readonly string[]; followed: readonly string[] },
): Promise<void> {
  const asked = await liveTicketIds(asPart(ctx), byPerson)
  for (const ticketId of [...new Set([...asked, ...(await liveTicketIds(asPart(ctx), followed))])].toSorted())
    await addTicket(ctx, report, { ticketId, isByPerson: asked.includes(ticketId) })
}
