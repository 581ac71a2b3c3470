import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Jobs that would begin in more than so many seconds begin now. Returns how many those were. */
export async function beginJobsAfter(ctx: Context, seconds: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update pgboss.job set start_after = now()
    where state in ('created', 'retry') and start_after > now() + make_interval(secs => ${seconds})
      and name not like '\\_\\_pgboss%'
  `.execute(ctx.db)
  return Number(numAffectedRows ?? 0n)
}
