import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { probesDb, type ProbesTables } from '../probes.tables.ts'

export async function findLocations(ctx: Context): Promise<Selectable<ProbesTables['probes.locations']>[]> {
  return probesDb(ctx).selectFrom('probes.locations').selectAll().orderBy('name').execute()
}

/** It was heard of now. */
export async function noteLocation(ctx: Context, name: string): Promise<void> {
  const seen = { seenAt: now(ctx) }
  await probesDb(ctx)
    .insertInto('probes.locations')
    .values({ name, ...seen })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(seen))
    .execute()
}
