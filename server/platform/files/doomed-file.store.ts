import type { Context } from '../context.ts'

/** For verbs: bytes in the content store that are to go, unless something else names them. */
export async function doomFiles(ctx: Context, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length === 0) return
  const rows = sha256s.map((sha256) => ({ sha256 }))
  await ctx.db
    .insertInto('platform.doomedFiles')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Some of them, after a name. */
export async function findDoomed(ctx: Context, after: string, limit: number): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('platform.doomedFiles')
    .select('sha256')
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map(({ sha256 }) => sha256)
}

/** Which of these people may still fetch. */
export async function findFetchable(ctx: Context, sha256s: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('platform.files')
    .select('sha256')
    .distinct()
    .where('sha256', 'in', sha256s)
    .execute()
  return rows.map(({ sha256 }) => sha256)
}

export async function deleteDoomed(ctx: Context, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length > 0) await ctx.db.deleteFrom('platform.doomedFiles').where('sha256', 'in', sha256s).execute()
}

/** Takes files away from whoever could fetch them, and dooms their bytes; says how many there were. */
export async function eraseFiles(ctx: Context, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await ctx.db.deleteFrom('platform.files').where('id', 'in', ids).returning('sha256').execute()
  await doomFiles(
    ctx,
    rows.map(({ sha256 }) => sha256),
  )
  return rows.length
}
