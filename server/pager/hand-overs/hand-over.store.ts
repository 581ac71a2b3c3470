import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type NoteRow = Selectable<PagerTables['pager.handOverNotes']>

const findStanding = (ctx: Context) =>
  pagerDb(ctx).selectFrom('pager.handOverNotes').selectAll().where('takenAt', 'is', null)

/** The notes of these rotas that nobody has taken over yet, by their rotas. */
export async function findStandingNotes(ctx: Context, rotaIds: readonly string[]): Promise<Map<string, NoteRow>> {
  if (rotaIds.length === 0) return new Map()
  const rows = await findStanding(ctx).where('rotaId', 'in', rotaIds).execute()
  return new Map(rows.map((row) => [row.rotaId, row]))
}

/** The notes that nobody has taken over yet, and that say something. */
export async function findNotesToTell(ctx: Context): Promise<NoteRow[]> {
  return findStanding(ctx)
    .where('text', '!=', '')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('pager.rotas')
          .select('id')
          .whereRef('pager.rotas.id', '=', 'pager.handOverNotes.rotaId')
          .where('removedAt', 'is', null),
      ),
    )
    .execute()
}

/** The notes of a rota that were taken over last, the newest first. */
export async function findTakenNotes(ctx: Context, rotaId: string, limit: number): Promise<NoteRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.handOverNotes')
    .selectAll()
    .where('rotaId', '=', rotaId)
    .where('takenAt', 'is not', null)
    .orderBy('takenAt', 'desc')
    .limit(limit)
    .execute()
}

type Written = Pick<NoteRow, 'rotaId' | 'text' | 'writtenBy'>

/** Begins a note; undefined where somebody has begun one. */
export async function insertNote(ctx: Context, note: Written): Promise<NoteRow | undefined> {
  return pagerDb(ctx)
    .insertInto('pager.handOverNotes')
    .values({ ...note, writtenAt: now(ctx), toldAt: null, takenBy: null, takenAt: null })
    .onConflict((conflict) => conflict.column('rotaId').where('takenAt', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Writes a note anew; undefined where it is another version by now, or taken over. */
export async function updateNote(ctx: Context, note: Written, version: number): Promise<NoteRow | undefined> {
  const { rotaId, text, writtenBy } = note
  return pagerDb(ctx)
    .updateTable('pager.handOverNotes')
    .set({ text, writtenBy, writtenAt: now(ctx), version: version + 1, toldAt: null, toldIds: [] })
    .where('rotaId', '=', rotaId)
    .where('takenAt', 'is', null)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

/** Somebody has it now; undefined where it is another version by now, or taken over. */
export async function markTaken(
  ctx: Context,
  { rotaId, version, takenBy }: { rotaId: string; version: number; takenBy: string },
): Promise<NoteRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.handOverNotes')
    .set({ takenBy, takenAt: now(ctx) })
    .where('rotaId', '=', rotaId)
    .where('takenAt', 'is', null)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

/** Somebody is told of this text; false where it was changed, or they were told of it. */
export async function markTold(ctx: Context, { id, version }: NoteRow, personId: string): Promise<boolean> {
  const result = await pagerDb(ctx)
    .updateTable('pager.handOverNotes')
    .set({ toldAt: now(ctx), toldIds: sql<string[]>`told_ids || ${personId}::uuid` })
    .where('id', '=', id)
    .where('version', '=', version)
    .where(sql<boolean>`not ${personId}::uuid = any(told_ids)`)
    .where('takenAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Of which of these roll-outs nobody has been told that they go on past an instant; they count as told from now on. */
export async function noteClosing(ctx: Context, closesAt: Date, deployIds: readonly string[]): Promise<string[]> {
  if (deployIds.length === 0) return []
  const rows = await pagerDb(ctx)
    .insertInto('pager.closingRollOuts')
    .values(deployIds.map((deployId) => ({ closesAt, deployId, toldAt: now(ctx) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('deployId')
    .execute()
  return rows.map(({ deployId }) => deployId)
}
