import { csvLine, utf8Mark } from '@bellwether/contract/csv.ts'
import { reportFilePagesMax } from '@bellwether/contract/pager-reports.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import type { MadeFile } from '../../platform/http/handle.ts'
import { namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { type Asked, countPages, findLines, type LineRow } from './paging-report.store.ts'
import { readAsked, readPatiently, type ReportQuery, wrongDays } from './report-asked.ts'

/** For programs: a column keeps its name, and a new one stands at the end. */
const heads = [
  'id',
  'team',
  'origin',
  'source',
  'title',
  'opened_at',
  'acknowledged_at',
  'acknowledged_by',
  'seconds_to_acknowledge',
  'steps_taken',
  'people_notified',
  'ended_at',
  'is_noise',
]

/** The pages of a report, one in each line, the oldest first. */
export async function exportPagingReport(ctx: Context, query: ReportQuery): Promise<MadeFile> {
  allow(ctx, 'pager.read')
  const { asked } = await readAsked(ctx, query)
  const parts = await readPatiently(ctx, async (ctx) => {
    const count = await countPages(ctx, asked)
    if (count > reportFilePagesMax)
      throw wrongDays(said`These are ${count} pages: choose days with at most ${reportFilePagesMax}.`)
    return readParts(ctx, asked)
  })
  const bytes = Buffer.concat([Buffer.from(`${utf8Mark}${csvLine(heads)}`), ...parts])
  return { fileName: `pages-${query.from}-${query.to}.csv`, bytes }
}

const atATime = 10_000

/** Some pages at a time, so that others are served meanwhile. */
async function readParts(ctx: Context, asked: Asked): Promise<Buffer[]> {
  const parts: Buffer[] = []
  let after: LineRow | undefined
  do {
    const rows: LineRow[] = await findLines(ctx, asked, { after, limit: atATime })
    parts.push(Buffer.from(await linesOf(ctx, rows)))
    after = rows.length < atATime ? undefined : rows.at(-1)
  } while (after !== undefined)
  return parts
}

async function linesOf(ctx: Context, rows: readonly LineRow[]): Promise<string> {
  const names = await namesById(ctx, {
    teams: rows.map(({ teamId }) => teamId),
    people: rows.map(({ acknowledgedBy }) => acknowledgedBy),
  })
  const sources = await findNamedSources(
    ctx,
    rows.flatMap(({ sourceId }) => sourceId ?? []),
  )
  return rows
    .map((row) =>
      csvLine([
        row.id,
        names.team(row.teamId).name,
        row.origin,
        row.sourceId === null ? null : (sources.get(row.sourceId)?.name ?? null),
        row.title,
        row.createdAt.toISOString(),
        row.acknowledgedAt?.toISOString() ?? null,
        row.acknowledgedBy === null ? null : names.person(row.acknowledgedBy).name,
        row.seconds,
        row.steps,
        row.notified,
        row.endedAt?.toISOString() ?? null,
        row.isNoise ? 'yes' : 'no',
      ]),
    )
    .join('')
}
