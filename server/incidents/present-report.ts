import type { z } from 'zod'
import type { Report, ReportSummary, RollbackRequest, Watch } from '@bellwether/contract/incidents.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy } from '../customers/customers.ts'
import { ticketRefs, type TicketRef } from '../desk/desk.ts'
import { getTimeline } from '../evidence/evidence.ts'
import { type Context, now } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { mailDeliveries } from '../mail/mail.ts'
import { namesById } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findRollback, findWatch, type RollbackRow, type WatchRow } from './follow-up.store.ts'
import { findImportedReport } from './import.store.ts'
import { findToldTickets, type ToldRow } from './telling.store.ts'
import { type ToldFact, untoldTickets } from './told.rules.ts'
import { reportGaps } from './report.rules.ts'
import { findAffected, findEntries, findReport, findReportTickets, type ReportRow } from './report.store.ts'

export type ReportAnswer = Presented<z.input<typeof Report>>

/** Rows of the list of reports. */
export async function presentReports(
  ctx: Context,
  rows: readonly ReportRow[],
): Promise<Presented<z.input<typeof ReportSummary>>[]> {
  const people = rows.map((row) => row.createdBy)
  const names = await namesById(ctx, { people, teams: rows.map((row) => row.teamId) })
  const tickets = Map.groupBy(
    await findReportTickets(
      ctx,
      rows.map((row) => row.id),
    ),
    (row) => row.reportId,
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    class: row.classId ? { id: row.classId, template: row.classTemplate ?? '' } : null,
    team: row.teamId ? names.team(row.teamId) : null,
    tickets: tickets.get(row.id)?.length ?? 0,
    createdAt: row.createdAt,
    createdBy: row.createdBy ? names.person(row.createdBy) : null,
  }))
}

/** One report with everything that hangs on it. */
export async function getReport(ctx: Context, id: string): Promise<ReportAnswer> {
  allow(ctx, 'incidents.read')
  return presentReport(ctx, id)
}

/** The report as the answer of a verb that changed it. */
export async function presentReport(ctx: Context, id: string): Promise<ReportAnswer> {
  const row = await findReport(ctx, id)
  const [summary] = row ? await presentReports(ctx, [row]) : []
  if (!row || !summary) throw new Problem(notFound, said`There is no such report.`)
  const { title, claim, reproduction, frequency, impact, ask } = row
  const text = { title, claim, reproduction, frequency, impact, ask }
  const tickets = await ticketRefs(
    asPart(ctx),
    (await findReportTickets(ctx, [id])).map((one) => one.ticketId),
  )
  const tellings = await findToldTickets(ctx, id)
  // Some were told on a ticket that was merged since.
  const toldTickets = await ticketRefs(asPart(ctx), [...new Set(tellings.map((one) => one.ticketId))])
  const told = await presentTold(ctx, tellings, toldTickets)
  const rollback = await findRollback(ctx, { reportId: id })
  const watch = await findWatch(ctx, id)
  const imported = await findImportedReport(ctx, id)
  return {
    ...summary,
    text,
    gaps: reportGaps(text),
    slices: row.slices,
    firstSeenAt: row.firstSeenAt,
    customers: row.customers,
    deploy: row.deploy,
    ticketList: tickets.map(presentTicketRef),
    affected: await presentAffected(ctx, row, tickets, told),
    pageId: row.pageId,
    rollback: rollback ? await presentRollback(ctx, rollback) : null,
    watch: watch ? await presentWatch(ctx, row, watch) : null,
    told,
    telling: presentTelling(tellings),
    untold: imported
      ? []
      : untoldTickets(
          tickets.map((one) => one.id),
          heard(tellings, told),
          row.tellingRound,
        ),
    round: row.tellingRound,
    imported: imported ? { at: imported.importedAt, recoveredAt: imported.recoveredAt } : null,
    promisedBy: row.state === 'told' ? null : (tellings.at(-1)?.nextBy ?? null),
    timeline: (await findEntries(ctx, id)).map(({ at, who, what }) => ({ at, who, what })),
  }
}

export type Affected = Awaited<ReturnType<typeof presentAffected>>[number]

/** For verbs: who is hit by a report, who of them wrote in, and who was told. */
export async function affectedBy(ctx: Context, row: ReportRow): Promise<Affected[]> {
  const tickets = await ticketRefs(
    asPart(ctx),
    (await findReportTickets(ctx, [row.id])).map((one) => one.ticketId),
  )
  const tellings = await findToldTickets(ctx, row.id)
  const toldTickets = await ticketRefs(asPart(ctx), [...new Set(tellings.map((one) => one.ticketId))])
  return presentAffected(ctx, row, tickets, await presentTold(ctx, tellings, toldTickets))
}

const presentTicketRef = ({ customerId: _customer, createdAt: _created, ...ticket }: TicketRef) => ticket

type ToldAnswer = Awaited<ReturnType<typeof presentTold>>[number]

async function presentAffected(
  ctx: Context,
  row: ReportRow,
  tickets: readonly TicketRef[],
  told: readonly ToldAnswer[],
) {
  const rows = await findAffected(ctx, row.id)
  const customers = await customersBy(
    asPart(ctx),
    'key',
    rows.map((one) => one.customerKey),
  )
  const arrived = told.filter(({ delivery }) => delivery !== 'failed' && delivery !== 'suppressed')
  const toldAt = new Map(arrived.map((one) => [one.ticketId, one.at]))
  // Of several of a customer the first.
  const ticketOf = new Map(tickets.toReversed().map((one) => [one.customerId, one]))
  return rows.map((one) => {
    const customer = customers.get(one.customerKey)
    const ticket = customer && ticketOf.get(customer.id)
    return {
      customerKey: one.customerKey,
      customerId: customer?.id ?? null,
      name: customer?.name ?? one.customerKey,
      isVip: customer?.isVip ?? false,
      errors: one.errors,
      firstSeenAt: one.firstSeenAt,
      ticket: ticket ? presentTicketRef(ticket) : null,
      toldAt: (ticket && toldAt.get(ticket.id)) ?? null,
    }
  })
}

type RollbackAnswer = Presented<z.input<typeof RollbackRequest>>

export async function presentRollbacks(ctx: Context, rows: readonly RollbackRow[]): Promise<RollbackAnswer[]> {
  const names = await namesById(ctx, { people: rows.flatMap((row) => [row.askedBy, row.decidedBy]) })
  return rows.map((row) => ({
    ...row,
    askedBy: names.person(row.askedBy),
    decidedBy: row.decidedBy ? names.person(row.decidedBy) : null,
  }))
}

export async function presentRollback(ctx: Context, row: RollbackRow): Promise<RollbackAnswer> {
  const [request] = await presentRollbacks(ctx, [row])
  if (!request) throw new Error('a rollback request was presented as nothing')
  return request
}

async function presentWatch(ctx: Context, report: ReportRow, row: WatchRow): Promise<Presented<z.input<typeof Watch>>> {
  const from = report.firstSeenAt ?? row.startedAt
  const isReady = ctx.engine.state().state === 'ready' && report.classId !== null
  const to = row.recoveredAt ?? now(ctx)
  const series = isReady && (await getTimeline(asPart(ctx), { from, to, where: [`class=${report.classId}`] }))
  return {
    ...row,
    eventsLastMinute: row.requestsLastMinute,
    points: series ? series.points.map(({ at, errors }) => ({ at, errors })) : [],
    from,
    to,
    stepSeconds: series ? series.stepSeconds : 60,
  }
}

/** What has reached somebody, or is on its way to them. */
async function presentTold(ctx: Context, tellings: readonly ToldRow[], tickets: readonly TicketRef[]) {
  const names = await namesById(ctx, { people: tellings.map((one) => one.personId) })
  const sent = tellings.flatMap((one) =>
    one.messageId !== null && one.at !== null ? [{ ...one, messageId: one.messageId, at: one.at }] : [],
  )
  const deliveries = await mailDeliveries(
    ctx,
    sent.map((one) => one.messageId),
  )
  const ticketOf = new Map(tickets.map((one) => [one.id, one]))
  return newestOfRound(sent).map((one) => {
    const ticket = ticketOf.get(one.ticketId)
    return {
      ticketId: one.ticketId,
      round: one.round,
      nextBy: one.nextBy,
      contactEmail: ticket?.contactEmail ?? '',
      customerName: ticket?.customerName ?? null,
      at: one.at,
      by: names.person(one.personId),
      text: one.text,
      delivery: deliveries.get(one.messageId)?.state ?? 'queued',
    }
  })
}

/** A ticket that was told again since its mail did not arrive stands in the ledger once. */
function newestOfRound<T extends { ticketId: string; round: number }>(rows: readonly T[]): T[] {
  const newest = new Map(rows.map((row) => [`${row.ticketId} ${row.round}`, row]))
  return rows.filter((row) => newest.get(`${row.ticketId} ${row.round}`) === row)
}

/** The facts of the ledger, where a mail that came back has told nobody. */
function heard(tellings: readonly ToldRow[], told: readonly ToldAnswer[]): ToldFact[] {
  const failed = new Set(
    told
      .filter((one) => one.delivery === 'failed' || one.delivery === 'suppressed')
      .map((one) => `${one.ticketId} ${one.round}`),
  )
  return tellings.map((one) =>
    one.state === 'told' && failed.has(`${one.ticketId} ${one.round}`) ? { ...one, state: 'unheard' as const } : one,
  )
}

/** How far the newest telling is; null where nobody asked for one. */
function presentTelling(tellings: readonly ToldRow[]) {
  const newest = tellings.at(-1)
  if (!newest) return null
  const rows = tellings.filter((one) => one.tellingId === newest.tellingId)
  return {
    total: rows.length,
    waiting: rows.filter((one) => one.state === 'waiting').length,
    refused: rows.flatMap((one) => (one.reason === null ? [] : [{ ticketId: one.ticketId, reason: one.reason }])),
  }
}
