import type { ImportedReport } from '@bellwether/contract/incidents.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { importedTicketIds } from '../desk/desk.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { teamDirectory } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findImportedReferences, type ImportedReportRows, insertImportedReport, lockImporting } from './import.store.ts'
import { importFaults, type Known } from './imported-report.rules.ts'
import { reportsImported } from './incidents.events.ts'

/**
 * Brings along trouble reports that were over elsewhere: nobody is paged or told, and no watch says what it did not see.
 * Sent again, what came before stays as it is. The right is that of importing tickets: whoever moves in brings both.
 */
export async function importReports(
  ctx: Context,
  reports: readonly ImportedReport[],
): Promise<{ added: number; known: number }> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockImporting(ctx)
    const known = await knownTo(ctx, reports)
    const errors = importFaults(reports, known, now(ctx))
    if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
    const before = await findImportedReferences(
      ctx,
      reports.map(({ reference }) => reference),
    )
    const fresh = reports
      .filter(({ reference }) => !before.has(reference))
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    for (const report of fresh) await insertImportedReport(ctx, rowsOf(ctx, report, known))
    if (fresh.length > 0) await announce(ctx, reportsImported, {})
    const counts = { added: fresh.length, known: before.size }
    const about = { module: 'incidents', id: 'import' }
    await recordAudit(ctx, { action: 'incidents.import-reports', about, detail: counts })
    return counts
  })
}

async function knownTo(ctx: Context, reports: readonly ImportedReport[]): Promise<Known> {
  return {
    teams: new Map((await teamDirectory(ctx)).map(({ slug, id }) => [slug, id])),
    tickets: await importedTicketIds(
      asPart(ctx),
      reports.flatMap(({ tickets }) => tickets),
    ),
  }
}

function rowsOf(ctx: Context, report: ImportedReport, { teams, tickets }: Known): ImportedReportRows {
  const { title, claim, reproduction, frequency, impact, ask, reference } = report
  // Some may have been merged into one since they came.
  const ticketIds = new Set(report.tickets.flatMap((one) => tickets.get(one) ?? []))
  return {
    report: {
      state: 'recovered',
      title,
      claim,
      reproduction,
      frequency,
      impact,
      ask,
      classId: null,
      classTemplate: null,
      slices: '[]',
      firstSeenAt: null,
      customers: null,
      deploy: null,
      teamId: teams.get(report.team) ?? null,
      pageId: null,
      createdAt: new Date(report.createdAt),
      createdBy: null,
      handedOffAt: new Date(report.handedOffAt),
    },
    tickets: [...ticketIds].map((ticketId) => ({ ticketId, linkedAt: now(ctx) })),
    entries: [
      ...report.timeline.map(({ at, who, what }) => ({ at: new Date(at), who, what })),
      { at: now(ctx), who: actorName(ctx.actor), what: said`imported the report` },
    ],
    imported: { reference, importedAt: now(ctx), recoveredAt: new Date(report.recoveredAt) },
  }
}
