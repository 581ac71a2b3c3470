import { sql } from 'kysely'
import type { Context } from '../context.ts'

/**
 * First in a transaction: all of it sees the records as they are now, and fails where others change what it writes, or
 * where one statement takes longer than so many seconds.
 */
export async function readAsOfNow(ctx: Context, secondsMost: number): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(ctx.db)
  await sql`select set_config('statement_timeout', ${`${secondsMost}s`}, true)`.execute(ctx.db)
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code)

/** Whether a transaction failed because others wrote the same: it may be tried again. */
export const isCrossed = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error))

/** Whether a statement took too long. */
export const isTooLong = (error: unknown): boolean => codeOf(error) === '57014'
