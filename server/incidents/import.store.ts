import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { incidentsDb, type IncidentsTables } from './incidents.tables.ts'

export type ImportedRow = Selectable<IncidentsTables['incidents.importedReports']>

/** Held until the transaction ends: imports go one after the other, so that each knows what the others brought. */
export async function lockImporting(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('incidents.importing', 3))`.execute(ctx.db)
}

/** Those of these references that came before. */
export async function findImportedReferences(ctx: Context, references: readonly string[]): Promise<Set<string>> {
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.importedReports')
    .select('reference')
    .where('reference', 'in', references)
    .execute()
  return new Set(rows.map(({ reference }) => reference))
}

/** When a report came here, and when it was over; undefined for one that was written here. */
export async function findImportedReport(ctx: Context, reportId: string): Promise<ImportedRow | undefined> {
  return incidentsDb(ctx)
    .selectFrom('incidents.importedReports')
    .selectAll()
    .where('reportId', '=', reportId)
    .executeTakeFirst()
}

/** What one report of the past writes down. */
export interface ImportedReportRows {
  readonly report: Insertable<IncidentsTables['incidents.reports']>
  readonly tickets: readonly Pick<Insertable<IncidentsTables['incidents.reportTickets']>, 'ticketId' | 'linkedAt'>[]
  readonly entries: readonly Omit<Insertable<IncidentsTables['incidents.entries']>, 'reportId'>[]
  readonly imported: Omit<ImportedRow, 'reportId'>
}

export async function insertImportedReport(ctx: Context, rows: ImportedReportRows): Promise<void> {
  const db = incidentsDb(ctx)
  const { id: reportId } = await db
    .insertInto('incidents.reports')
    .values(rows.report)
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('incidents.importedReports')
    .values({ ...rows.imported, reportId })
    .execute()
  await db
    .insertInto('incidents.entries')
    .values(rows.entries.map((entry) => ({ ...entry, reportId })))
    .execute()
  if (rows.tickets.length === 0) return
  await db
    .insertInto('incidents.reportTickets')
    .values(rows.tickets.map((ticket) => ({ ...ticket, reportId, isByPerson: true, returnedAt: null })))
    .execute()
}
