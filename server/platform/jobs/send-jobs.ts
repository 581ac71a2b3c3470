import { CompiledQuery } from 'kysely'
import type { Context } from '../context.ts'

export interface NewJob {
  readonly queue: string
  readonly data: Record<string, string>
  /** What has more goes first; 0 where it is left out. */
  readonly priority?: number
  /** In so many seconds of real time; at once where it is left out. */
  readonly startAfterSeconds?: number
}

/** Adds jobs in the caller's transaction, those of a queue at once: they exist exactly when what caused them does. */
export async function sendJobs(ctx: Context, jobs: readonly NewJob[]): Promise<void> {
  const db = ctx.db.withoutPlugins()
  const executeSql = async (text: string, values: unknown[] = []) => ({
    rows: (await db.executeQuery(CompiledQuery.raw(text, values))).rows,
  })
  const byQueue = [...Map.groupBy(jobs, ({ queue }) => queue)]
  await Promise.all(
    byQueue.map(([queue, some]) => {
      const waiting = some.map(({ data, priority = 0, startAfterSeconds: startAfter = 0 }) => ({
        data,
        priority,
        startAfter,
      }))
      return ctx.jobs.boss.insert(queue, waiting, { db: { executeSql } })
    }),
  )
}
