import { CompiledQuery } from 'kysely'
import type { Context } from '../context.ts'

export interface NewJob {
  readonly queue: string
  readonly data: Record<string, string>
}

/** Adds jobs in the caller's transaction: they exist exactly when what caused them does. */
export async function sendJobs(ctx: Context, jobs: readonly NewJob[]): Promise<void> {
  const db = ctx.db.withoutPlugins()
  const executeSql = async (text: string, values: unknown[] = []) => ({
    rows: (await db.executeQuery(CompiledQuery.raw(text, values))).rows,
  })
  for (const job of jobs) await ctx.jobs.boss.send(job.queue, job.data, { db: { executeSql } })
}
