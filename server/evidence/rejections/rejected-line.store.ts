import { sql, type Insertable, type Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { evidenceDb, type EvidenceTables } from '../evidence.tables.ts'

export type RejectedRow = Selectable<EvidenceTables['evidence.rejectedLines']>
export type IntakeDay = Insertable<EvidenceTables['evidence.intakeDays']>

export async function insertRejectedLines(
  ctx: Context,
  lines: readonly Insertable<EvidenceTables['evidence.rejectedLines']>[],
): Promise<void> {
  if (lines.length > 0)
    await evidenceDb(ctx)
      .insertInto('evidence.rejectedLines')
      .values([...lines])
      .execute()
}

/** Adds what one request brought to the day of its source; true where it is the first of the day. */
export async function addToIntakeDay(ctx: Context, day: IntakeDay): Promise<boolean> {
  const { isFirst } = await evidenceDb(ctx)
    .insertInto('evidence.intakeDays')
    .values(day)
    .onConflict((conflict) =>
      conflict.columns(['source', 'day']).doUpdateSet({
        sourceName: day.sourceName,
        lastAt: day.lastAt,
        accepted: sql`intake_days.accepted + excluded.accepted`,
        corrected: sql`intake_days.corrected + excluded.corrected`,
        refused: sql`intake_days.refused + excluded.refused`,
        withoutService: sql`intake_days.without_service + excluded.without_service`,
        withoutInstant: sql`intake_days.without_instant + excluded.without_instant`,
        withoutStatus: sql`intake_days.without_status + excluded.without_status`,
      }),
    )
    // A row that was updated carries the transaction that holds it.
    .returning(sql<boolean>`xmax = 0`.as('isFirst'))
    .executeTakeFirstOrThrow()
  return isFirst
}

/** The newest first. */
export async function findRejectedLines(ctx: Context, page: Page): Promise<PageOf<RejectedRow>> {
  const rows = evidenceDb(ctx).selectFrom('evidence.rejectedLines').selectAll()
  return onePage(rows, newestFirst('receivedAt'), page)
}

export interface SourceRow {
  readonly source: string
  readonly name: string
  readonly lastAt: Date
  readonly accepted: number
  readonly corrected: number
  readonly refused: number
  readonly withoutService: number
  readonly withoutInstant: number
  readonly withoutStatus: number
}

/** Who sent events since a day, and what of them was not understood; the latest first, at most 200. */
export async function findSources(ctx: Context, since: Date): Promise<SourceRow[]> {
  const sum = (column: string) => sql<number>`sum(${sql.ref(column)})::float8`
  const rows = await evidenceDb(ctx)
    .selectFrom('evidence.intakeDays')
    .select(['source', sql<string>`max(source_name)`.as('name'), sql<Date>`max(last_at)`.as('lastAt')])
    .select([
      sum('accepted').as('accepted'),
      sum('corrected').as('corrected'),
      sum('refused').as('refused'),
      sum('without_service').as('withoutService'),
      sum('without_instant').as('withoutInstant'),
      sum('without_status').as('withoutStatus'),
    ])
    .where('day', '>=', since.toISOString().slice(0, 10))
    .groupBy('source')
    .orderBy('lastAt', 'desc')
    .limit(200)
    .execute()
  return rows
}

/** Forgets what was refused, and which days were counted, before an instant. */
export async function pruneRejections(ctx: Context, before: Date): Promise<void> {
  const db = evidenceDb(ctx)
  await db.deleteFrom('evidence.intakeDays').where('day', '<', before.toISOString().slice(0, 10)).execute()
  await db.deleteFrom('evidence.rejectedLines').where('receivedAt', '<', before).execute()
}

/** They are there to set a sender right, not to be searched. */
const linesKept = 10_000

/** Keeps the newest lines alone. */
export async function pruneRejectedLines(ctx: Context): Promise<void> {
  await evidenceDb(ctx)
    .deleteFrom('evidence.rejectedLines')
    .where('id', 'in', (query) =>
      query
        .selectFrom('evidence.rejectedLines')
        .select('id')
        .orderBy('receivedAt', 'desc')
        .orderBy('id', 'desc')
        .offset(linesKept),
    )
    .execute()
}

export async function deleteRejections(ctx: Context): Promise<void> {
  await evidenceDb(ctx).deleteFrom('evidence.rejectedLines').execute()
  await evidenceDb(ctx).deleteFrom('evidence.intakeDays').execute()
}
