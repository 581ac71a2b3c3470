import type { QuietHours } from '@bellwether/contract/pager-methods.ts'
import type { Context } from '../../platform/context.ts'
import { pagerDb } from '../pager.tables.ts'

/** The quiet hours of several people, of those who have some. */
export async function findQuietHours(ctx: Context, personIds: readonly string[]): Promise<Map<string, QuietHours>> {
  if (personIds.length === 0) return new Map()
  const rows = await pagerDb(ctx)
    .selectFrom('pager.quietHours')
    .selectAll()
    .where('personId', 'in', personIds)
    .execute()
  return new Map(
    rows.map(({ personId, timeZone, fromTime, untilTime }) => [
      personId,
      { timeZone, from: fromTime, until: untilTime },
    ]),
  )
}

/** Sets the quiet hours of a person; null: they have none. */
export async function replaceQuietHours(ctx: Context, personId: string, hours: QuietHours | null): Promise<void> {
  if (hours === null) {
    await pagerDb(ctx).deleteFrom('pager.quietHours').where('personId', '=', personId).execute()
    return
  }
  const set = { timeZone: hours.timeZone, fromTime: hours.from, untilTime: hours.until }
  await pagerDb(ctx)
    .insertInto('pager.quietHours')
    .values({ personId, ...set })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(set))
    .execute()
}
