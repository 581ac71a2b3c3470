import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Counts an attempt in its window, in real time; the first one after a window begins the next. */
export async function countAttempt(
  db: Context['db'],
  key: string,
  windowSeconds: number,
): Promise<{ count: number; endsAt: Date }> {
  const endsAt = new Date(Date.now() + windowSeconds * 1000)
  return db
    .insertInto('platform.attempts')
    .values({ key: kept(key), count: 1, endsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql<number>`case when attempts.ends_at < ${new Date()} then 1 else attempts.count + 1 end`,
        endsAt: sql<Date>`case when attempts.ends_at < ${new Date()} then excluded.ends_at else attempts.ends_at end`,
      }),
    )
    .returning(['count', 'endsAt'])
    .executeTakeFirstOrThrow()
}

export async function deleteAttempts(db: Context['db'], key: string): Promise<void> {
  await db.deleteFrom('platform.attempts').where('key', '=', kept(key)).execute()
}

const kept = (key: string): string => key.slice(0, 400)

export async function deleteEndedAttempts(ctx: Context): Promise<void> {
  await ctx.db.deleteFrom('platform.attempts').where('endsAt', '<', new Date()).execute()
}
