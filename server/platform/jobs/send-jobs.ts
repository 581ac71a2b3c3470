import { CompiledQuery } from 'kysely'
import type { Context } from '../context.ts'

export interface NewJob {
  readonly queue: string
  readonly data: Record<string, string>
}

/** Adds jobs in the caller's transaction, those of a queue at once: they exist exactly when what caused them does. */
export async function sendJobs(ctx: Context, jobs: readonly NewJob[]): Promise<void> {
  const db = ctx.db.withoutPlugins()
  const executeSql = async (text: string, values: unknown[] = []) => ({
    rows: (await db.executeQuery(CompiledQuery.raw(text, values))).rows,
  })
  for (const [queue, some] of Map.groupBy(jobs, ({ queue }) => queue)) {
    const waiting = some.map(({ data }) => ({ data }))
    await ctx.jobs.boss.insert(queue, waiting, { db: { executeSql } })
  }
}
