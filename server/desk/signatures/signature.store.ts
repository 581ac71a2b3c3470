import type { Context } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'

/** Those of a person and of the desk; null where there is none. */
export async function findSignatures(
  ctx: Context,
  personId: string | null,
): Promise<{ own: string | null; ofDesk: string | null }> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.signatures')
    .selectAll()
    .where(({ or, eb }) => or([eb('personId', 'is', null), eb('personId', '=', personId)]))
    .execute()
  const of = (id: string | null): string | null => rows.find((row) => row.personId === id)?.text ?? null
  return { own: personId === null ? null : of(personId), ofDesk: of(null) }
}

export async function upsertSignature(ctx: Context, personId: string | null, text: string): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.signatures')
    .values({ personId, text })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ text }))
    .execute()
}

export async function deleteSignature(ctx: Context, personId: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.signatures').where('personId', '=', personId).execute()
}
