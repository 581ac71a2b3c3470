import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** How many jobs wait, run or have failed, by queue. */
export async function countJobs(
  ctx: Pick<Context, 'db'>,
): Promise<readonly { queue: string; state: string; count: number }[]> {
  const { rows } = await sql<{ queue: string; state: string; count: number }>`
    select name as queue, state::text, count(*)::int as count from pgboss.job
    where state in ('created', 'retry', 'active', 'failed') group by 1, 2`.execute(ctx.db)
  return rows
}
