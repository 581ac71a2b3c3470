import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from './in-transaction.ts'
import { isTooLong } from './one-instant.ts'

/**
 * Reads what somebody made up in a transaction whose statements may each take so long; undefined where one of them would
 * take longer. A plan is made for each: what is rare and what is common ask for different ones.
 */
export async function withPatience<T>(
  ctx: Context,
  milliseconds: number,
  read: (ctx: Context) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await inTransaction(ctx, async (ctx) => {
      await sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('statement_timeout', ${String(milliseconds)}, true)`.execute(ctx.db)
      return read(ctx)
    })
  } catch (error) {
    if (isTooLong(error)) return undefined
    throw error
  }
}
