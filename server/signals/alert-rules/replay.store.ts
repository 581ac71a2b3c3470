import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { signalsDb, type SignalsTables } from '../signals.tables.ts'

export type ReplayRow = Selectable<SignalsTables['signals.ruleReplays']>

export async function insertReplay(
  ctx: Context,
  row: Insertable<SignalsTables['signals.ruleReplays']>,
): Promise<ReplayRow> {
  return signalsDb(ctx).insertInto('signals.ruleReplays').values(row).returningAll().executeTakeFirstOrThrow()
}

const shown = 100

/** The newest first. */
export async function findReplays(ctx: Context, ruleId: string): Promise<ReplayRow[]> {
  return signalsDb(ctx)
    .selectFrom('signals.ruleReplays')
    .selectAll()
    .where('ruleId', '=', ruleId)
    .orderBy('madeAt', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()
}
