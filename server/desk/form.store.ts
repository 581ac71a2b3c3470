import type { Context } from '../platform/context.ts'
import { deskDb } from './desk.tables.ts'

/** Whether strangers may ask by the form on the web; not until somebody has opened it. */
export async function findIsFormOpen(ctx: Context): Promise<boolean> {
  const row = await deskDb(ctx).selectFrom('desk.form').select('isOpen').executeTakeFirst()
  return row?.isOpen ?? false
}

export async function writeIsFormOpen(ctx: Context, isOpen: boolean): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.form')
    .values({ isOnly: true, isOpen })
    .onConflict((conflict) => conflict.column('isOnly').doUpdateSet({ isOpen }))
    .execute()
}
