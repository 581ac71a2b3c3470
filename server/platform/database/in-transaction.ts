import type { Context } from '../context.ts'
import { pipelined } from './pipelined.ts'

/**
 * Runs `work` in one transaction, joining the caller's if there is one. Statements that `work` asks at once go out at
 * once and are done in that order; what is asked after `work` has ended, well or not, is refused.
 */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx)
  return ctx.db.transaction().execute((db) => pipelined(db, (db) => work({ ...ctx, db })))
}
