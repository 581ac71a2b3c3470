import type { IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { type TicketRef, ticketRefs } from '../../desk/desk.ts'
import { listDeploys } from '../../evidence/evidence.ts'
import { type PageFacts, pagesOf } from '../../pager/pager.ts'
import { type Context, now } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { signalsById } from '../../signals/signals.ts'
import { findRollback, findWatch, type RollbackRow, type WatchRow } from '../follow-up.store.ts'
import { findEntries, findReport, findReportTickets, type ReportRow } from '../report.store.ts'
import { findImportedReport } from '../import.store.ts'
import { untoldTickets } from '../told.rules.ts'
import { findNewestTellings, findToldFacts, type TellingRow } from '../telling.store.ts'
import { findParts, type IncidentRow } from './incident.store.ts'
import { earliest, type StepFacts } from './step.rules.ts'

export interface ReportFacts {
  readonly row: ReportRow
  readonly watch: WatchRow | undefined
  readonly rollback: RollbackRow | undefined
  readonly entries: Awaited<ReturnType<typeof findEntries>>
  readonly ticketIds: readonly string[]
  /** It was over before it came here: nobody is told anew. */
  readonly isImported: boolean
  /** Tickets that wait for the word of this round. */
  readonly untold: number
  /** What those who wrote in were told last. */
  readonly told: TellingRow | undefined
}

/** An incident with what its parts say. */
export interface Facts {
  readonly incident: IncidentRow
  readonly parts: readonly IncidentPart[]
  readonly reports: readonly ReportFacts[]
  readonly signals: Awaited<ReturnType<typeof signalsById>>
  /** Parts of it, and those that its reports are about. */
  readonly tickets: readonly TicketRef[]
  readonly pages: readonly PageFacts[]
  /** Of the services that are suspected, since an hour before it began. */
  readonly deploys: Awaited<ReturnType<typeof listDeploys>>['items']
}

/** For verbs: reads what an incident is made of. */
export async function readFacts(ctx: Context, incident: IncidentRow): Promise<Facts> {
  const parts = (await findParts(ctx, incident.id)).map(({ kind, partId }) => ({ kind, id: partId }))
  const idsOf = (kind: IncidentPart['kind']) => parts.filter((part) => part.kind === kind).map(({ id }) => id)
  const reports = await readReports(ctx, idsOf('report'))
  const signals = await signalsById(asPart(ctx), idsOf('signal'))
  const ticketIds = [...new Set([...idsOf('ticket'), ...reports.flatMap((report) => report.ticketIds)])]
  return {
    incident,
    parts,
    reports,
    signals,
    tickets: await ticketRefs(asPart(ctx), ticketIds),
    pages: await pagesOf(asPart(ctx), {
      ids: idsOf('page'),
      about: [
        ...reports.map(({ row }) => ({ module: 'incidents', id: row.id })),
        ...signals.map(({ id }) => ({ module: 'signals', id })),
        ...ticketIds.map((id) => ({ module: 'desk', id })),
      ],
    }),
    deploys: await readDeploys(ctx, incident, reports),
  }
}

async function readReports(ctx: Context, ids: readonly string[]): Promise<ReportFacts[]> {
  const tickets = Map.groupBy(await findReportTickets(ctx, ids), ({ reportId }) => reportId)
  const told = new Map((await findNewestTellings(ctx, ids)).map((one) => [one.reportId, one]))
  const facts = Map.groupBy(await findToldFacts(ctx, ids), ({ reportId }) => reportId)
  const reports: ReportFacts[] = []
  for (const id of ids) {
    const row = await findReport(ctx, id)
    if (!row) continue
    const ticketIds = (tickets.get(id) ?? []).map(({ ticketId }) => ticketId)
    const isImported = (await findImportedReport(ctx, id)) !== undefined
    reports.push({
      row,
      isImported,
      untold: isImported ? 0 : untoldTickets(ticketIds, facts.get(id) ?? [], row.tellingRound).length,
      watch: await findWatch(ctx, id),
      rollback: await findRollback(ctx, { reportId: id }),
      entries: await findEntries(ctx, id),
      told: told.get(id),
      ticketIds,
    })
  }
  return reports
}

const hourMs = 3_600_000
const deploysMax = 50

async function readDeploys(
  ctx: Context,
  { closedAt }: IncidentRow,
  reports: readonly ReportFacts[],
): Promise<Facts['deploys']> {
  const suspects = new Map(
    reports.flatMap(({ row: { deploy } }) => (deploy ? [[deploy.service, deploy.startedAt]] : [])),
  )
  const deploys: Facts['deploys'][number][] = []
  for (const [service, startedAt] of suspects) {
    const from = new Date(Date.parse(startedAt) - hourMs)
    const { items } = await listDeploys(asPart(ctx), { service, from, to: closedAt ?? now(ctx), limit: deploysMax })
    deploys.push(...items)
  }
  return deploys
}

/** What its steps follow from. */
export const stepFacts = ({ incident, reports, signals, tickets, pages }: Facts): StepFacts => ({
  declaredAt: incident.declaredAt,
  closedAt: incident.closedAt,
  decision: incident.decision,
  noticedAt: earliest([
    ...signals.map(({ detectedAt }) => new Date(detectedAt)),
    ...tickets.map(({ createdAt }) => createdAt),
    ...pages.map(({ createdAt }) => createdAt),
  ]),
  reports: reports.map(({ row, watch, rollback, ticketIds, isImported, untold }) => ({
    id: row.id,
    number: row.number,
    state: row.state,
    recoveredAt: watch?.recoveredAt ?? null,
    acceptedAt: rollback?.state === 'accepted' ? rollback.decidedAt : null,
    isTold: row.state === 'told' || ticketIds.length === 0 || isImported,
    untold,
  })),
  pages,
})
