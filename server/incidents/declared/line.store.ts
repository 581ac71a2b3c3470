import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { incidentsDb, type IncidentsTables } from '../incidents.tables.ts'

export type LineRow = Selectable<IncidentsTables['incidents.incidentLines']>
export type CommentRow = Selectable<IncidentsTables['incidents.lineComments']>

/** A line as it comes. */
export interface NewLine {
  /** What it came from; of the same an incident has one line, whatever was corrected in it. */
  readonly source: string
  /** With which part it moves to another incident; null: with none. */
  readonly partId: string | null
  readonly at: Date
  readonly who: string
  readonly what: string
  readonly path: string | null
  readonly isByPerson?: boolean
}

/** Writes down what is not there yet. Returns how many lines that were. */
export async function insertLines(ctx: Context, incidentId: string, lines: readonly NewLine[]): Promise<number> {
  let count = 0
  // A statement has at most 65,535 values.
  for (let at = 0; at < lines.length; at += 1000) {
    const result = await incidentsDb(ctx)
      .insertInto('incidents.incidentLines')
      .values(
        lines
          .slice(at, at + 1000)
          .map((line) => ({ ...line, incidentId, firstAt: null, firstWhat: null, correctedBy: null })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    count += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  return count
}

/** What an incident has lines of. */
export async function findSources(ctx: Context, incidentId: string): Promise<Set<string>> {
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.incidentLines')
    .select('source')
    .where('incidentId', '=', incidentId)
    .execute()
  return new Set(rows.map(({ source }) => source))
}

export async function findLines(ctx: Context, incidentId: string): Promise<LineRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.incidentLines')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .orderBy('at')
    .orderBy('place')
    .execute()
}

export async function hasLine(ctx: Context, of: { incidentId: string; id: string }): Promise<boolean> {
  const row = await incidentsDb(ctx)
    .selectFrom('incidents.incidentLines')
    .select('id')
    .where('incidentId', '=', of.incidentId)
    .where('id', '=', of.id)
    .executeTakeFirst()
  return row !== undefined
}

/** Changes a line; what it said first is kept. False where there is none. */
export async function correctLine(
  ctx: Context,
  of: { incidentId: string; id: string },
  change: { at?: Date; what?: string; isLeftOut?: boolean; correctedBy: string },
): Promise<boolean> {
  const { correctedBy, ...changed } = change
  const isSaidAnew = change.at !== undefined || change.what !== undefined
  const result = await incidentsDb(ctx)
    .updateTable('incidents.incidentLines')
    .set({
      ...changed,
      ...(isSaidAnew
        ? {
            firstAt: sql<Date>`coalesce(first_at, at)`,
            firstWhat: sql<string>`coalesce(first_what, what)`,
            correctedBy,
          }
        : {}),
    })
    .where('incidentId', '=', of.incidentId)
    .where('id', '=', of.id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Lines go to another incident, all of them where none are named; one that is there already stays. */
export async function moveLines(
  ctx: Context,
  { fromId, intoId, sources }: { fromId: string; intoId: string; sources?: readonly string[] },
): Promise<void> {
  await incidentsDb(ctx)
    .updateTable('incidents.incidentLines')
    .set({ incidentId: intoId })
    .where('incidentId', '=', fromId)
    .$if(sources !== undefined, (update) => update.where(sql<boolean>`source = any(${sources ?? []}::text[])`))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incidents.incidentLines as there')
            .select('there.id')
            .where('there.incidentId', '=', intoId)
            .whereRef('there.source', '=', 'incidents.incidentLines.source'),
        ),
      ),
    )
    .execute()
}

export async function insertComment(
  ctx: Context,
  comment: Pick<CommentRow, 'lineId' | 'personId' | 'text'>,
): Promise<void> {
  await incidentsDb(ctx)
    .insertInto('incidents.lineComments')
    .values({ ...comment, at: now(ctx) })
    .execute()
}

/** What was said about the lines of an incident, in order. */
export async function findComments(ctx: Context, incidentId: string): Promise<CommentRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.lineComments as comment')
    .innerJoin('incidents.incidentLines as line', 'line.id', 'comment.lineId')
    .selectAll('comment')
    .where('line.incidentId', '=', incidentId)
    .orderBy('comment.at')
    .orderBy('comment.id')
    .execute()
}
