import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { incidentsDb, type IncidentsTables } from './incidents.tables.ts'

type ReportTicketRow = Selectable<IncidentsTables['incidents.reportTickets']>
export type ReportRow = Selectable<IncidentsTables['incidents.reports']>
export type AffectedRow = Selectable<IncidentsTables['incidents.affectedCustomers']>

/** Adds a report, unless one of this class is open: then undefined. */
export async function insertReport(
  ctx: Context,
  report: Insertable<IncidentsTables['incidents.reports']>,
): Promise<ReportRow | undefined> {
  return incidentsDb(ctx)
    .insertInto('incidents.reports')
    .values(report)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function findOpenReportOfClass(ctx: Context, classId: string): Promise<ReportRow | undefined> {
  return incidentsDb(ctx)
    .selectFrom('incidents.reports')
    .selectAll()
    .where('classId', '=', classId)
    .where('state', 'not in', ['recovered', 'told'])
    .executeTakeFirst()
}

export async function findReport(ctx: Context, id: string): Promise<ReportRow | undefined> {
  return incidentsDb(ctx).selectFrom('incidents.reports').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What reports are called. */
export async function findReportTitles(
  ctx: Context,
  ids: readonly string[],
): Promise<Pick<ReportRow, 'id' | 'number' | 'title'>[]> {
  if (ids.length === 0) return []
  return incidentsDb(ctx)
    .selectFrom('incidents.reports')
    .select(['id', 'number', 'title'])
    .where('id', 'in', ids)
    .execute()
}

export async function findReportForUpdate(ctx: Context, id: string): Promise<ReportRow | undefined> {
  return incidentsDb(ctx)
    .selectFrom('incidents.reports')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateReport(
  ctx: Context,
  id: string,
  change: Updateable<IncidentsTables['incidents.reports']>,
): Promise<void> {
  await incidentsDb(ctx).updateTable('incidents.reports').set(change).where('id', '=', id).execute()
}

export async function findReports(
  ctx: Context,
  query: Page & { ticketId: string | undefined; customerKeys: readonly string[] | undefined },
): Promise<PageOf<ReportRow>> {
  const rows = incidentsDb(ctx)
    .selectFrom('incidents.reports')
    .selectAll()
    .$if(query.ticketId !== undefined, (select) =>
      select.where('id', 'in', (of) =>
        of
          .selectFrom('incidents.reportTickets')
          .select('reportId')
          .where('ticketId', '=', query.ticketId ?? ''),
      ),
    )
    .$if(query.customerKeys !== undefined, (select) =>
      select.where('id', 'in', (of) =>
        of
          .selectFrom('incidents.affectedCustomers')
          .select('reportId')
          .where(sql<boolean>`customer_key = any(${query.customerKeys ?? []}::text[])`),
      ),
    )
  return onePage(rows, newestFirst('createdAt'), query)
}

interface ReportTickets extends Pick<ReportRow, 'id' | 'number' | 'title' | 'state'> {
  readonly ticketIds: string[]
}

/** Of reports of which not everyone has been told, the newest first, the tickets that they are about. */
export async function findTicketsByReport(
  ctx: Context,
  max: { reports: number; tickets: number },
): Promise<ReportTickets[]> {
  const { rows } = await sql<ReportTickets>`
    select report.id, report.number, report.title, report.state, about.ticket_ids
    from (
      select * from incidents.reports
      where state <> 'told' and not exists (select from incidents.imported_reports where report_id = reports.id)
      order by created_at desc, id desc limit ${max.reports}
    ) report
    cross join lateral (
      select array(
        select ticket_id from incidents.report_tickets where report_id = report.id order by ticket_id limit ${max.tickets}
      ) as ticket_ids
    ) about
    where cardinality(about.ticket_ids) > 0
    order by report.created_at desc, report.id desc`.execute(incidentsDb(ctx))
  return rows
}

const followed: ReportRow['state'][] = ['handed-off', 'rolling-back', 'watching']

/** Reports whose evidence still moves; of the drafts those made since then. */
export async function findLiveReports(ctx: Context, draftedSince: Date): Promise<ReportRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.reports')
    .selectAll()
    .where((where) =>
      where.or([
        where('state', 'in', followed),
        where.and([where('state', '=', 'draft'), where('createdAt', '>=', draftedSince)]),
      ]),
    )
    .where('classId', 'is not', null)
    .execute()
}

/** Reports to which a new ticket of the customer with these keys belongs: live ones, and those that recovered since then. */
export async function findLiveReportsOfCustomer(
  ctx: Context,
  customerKeys: readonly string[],
  since: Date,
): Promise<ReportRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.reports as report')
    .innerJoin('incidents.affectedCustomers as affected', 'affected.reportId', 'report.id')
    .leftJoin('incidents.watches as watch', 'watch.reportId', 'report.id')
    .selectAll('report')
    .distinctOn('report.id')
    .where('affected.customerKey', 'in', customerKeys)
    .where((where) =>
      where.or([
        where('report.state', 'in', followed),
        where.and([where('report.state', '=', 'draft'), where('report.createdAt', '>=', since)]),
        where.and([where('report.state', '=', 'recovered'), where('watch.recoveredAt', '>=', since)]),
      ]),
    )
    .execute()
}

export async function findReportTicket(
  ctx: Context,
  of: { reportId: string; ticketId: string },
): Promise<ReportTicketRow | undefined> {
  return incidentsDb(ctx)
    .selectFrom('incidents.reportTickets')
    .selectAll()
    .where('reportId', '=', of.reportId)
    .where('ticketId', '=', of.ticketId)
    .executeTakeFirst()
}

/** Notes that a ticket was told of the end of its report; false where it was told before, or is on it no more. */
export async function markReturned(ctx: Context, of: { reportId: string; ticketId: string }): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .updateTable('incidents.reportTickets')
    .set({ returnedAt: now(ctx) })
    .where('reportId', '=', of.reportId)
    .where('ticketId', '=', of.ticketId)
    .where('returnedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** True when the ticket was not on the report yet. */
export async function insertReportTicket(
  ctx: Context,
  link: { reportId: string; ticketId: string; isByPerson: boolean },
): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .insertInto('incidents.reportTickets')
    .values({ ...link, linkedAt: now(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Tickets of reports, in the order in which every verb locks tickets. */
export async function findReportTickets(ctx: Context, reportIds: readonly string[]): Promise<ReportTicketRow[]> {
  if (reportIds.length === 0) return []
  return incidentsDb(ctx)
    .selectFrom('incidents.reportTickets')
    .selectAll()
    .where('reportId', 'in', reportIds)
    .orderBy('ticketId')
    .execute()
}

/** The reports that a ticket is on. */
export async function findReportsOfTicket(ctx: Context, ticketId: string): Promise<string[]> {
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.reportTickets')
    .select('reportId')
    .where('ticketId', '=', ticketId)
    .orderBy('reportId')
    .execute()
  return rows.map((row) => row.reportId)
}

/** A report is about another ticket instead; where it is about that already, each stands once. */
export async function moveReportTicket(
  ctx: Context,
  { reportId, fromId, intoId }: { reportId: string; fromId: string; intoId: string },
): Promise<void> {
  const db = incidentsDb(ctx)
  const link = await db
    .deleteFrom('incidents.reportTickets')
    .where('reportId', '=', reportId)
    .where('ticketId', '=', fromId)
    .returningAll()
    .executeTakeFirst()
  if (!link) return
  await db
    .insertInto('incidents.reportTickets')
    .values({ ...link, ticketId: intoId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds newly affected customers and brings counts up to date; nobody is ever taken off. */
export async function upsertAffected(ctx: Context, rows: readonly AffectedRow[]): Promise<void> {
  if (rows.length === 0) return
  await incidentsDb(ctx)
    .insertInto('incidents.affectedCustomers')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['reportId', 'customerKey']).doUpdateSet({
        errors: sql<number>`greatest(affected_customers.errors, excluded.errors)`,
        firstSeenAt: sql<Date>`least(affected_customers.first_seen_at, excluded.first_seen_at)`,
      }),
    )
    .execute()
}

export async function findAffected(ctx: Context, reportId: string): Promise<AffectedRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.affectedCustomers')
    .selectAll()
    .where('reportId', '=', reportId)
    .orderBy('errors', 'desc')
    .orderBy('customerKey')
    .execute()
}

export async function insertEntry(ctx: Context, reportId: string, who: string, what: string): Promise<void> {
  await incidentsDb(ctx)
    .insertInto('incidents.entries')
    .values({ reportId, at: now(ctx), who, what })
    .execute()
}

export async function findEntries(ctx: Context, reportId: string) {
  return incidentsDb(ctx)
    .selectFrom('incidents.entries')
    .select(['id', 'at', 'who', 'what'])
    .where('reportId', '=', reportId)
    .orderBy('id')
    .execute()
}
