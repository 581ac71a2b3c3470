import type { Context } from '../../platform/context.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import {
  countInEvidence,
  countUnfinished,
  findEventsWith,
  findEvidenceTables,
  rewriteEvidence,
} from './address-in-evidence.store.ts'

const eventsMax = 10_000

/** The newest events in which one of these addresses stands, at most ten thousand. */
export async function eventsOfPerson(ctx: Context, addresses: readonly string[]): Promise<Record<string, unknown>[]> {
  allow(ctx, 'privacy.write')
  return findEventsWith(ctx, addresses, eventsMax)
}

/** How many tables of the engine can hold words. */
export async function countTablesOfEvidence(ctx: Context): Promise<number> {
  allowJobsOnly(ctx)
  return (await findEvidenceTables(ctx)).length
}

/** In how many rows of each table one of these addresses stands, and perhaps stands; tables without are left out. */
export async function findInEvidence(
  ctx: Context,
  addresses: readonly string[],
): Promise<{ table: string; rows: number; perhaps: number }[]> {
  allowJobsOnly(ctx)
  const found: { table: string; rows: number; perhaps: number }[] = []
  for (const table of await findEvidenceTables(ctx)) {
    const counted = await countInEvidence(ctx, table, addresses)
    if (counted.rows + counted.perhaps > 0) found.push({ table: `evidence.${table.name}`, ...counted })
  }
  return found
}

/**
 * Writes over these addresses wherever they stand in events and errors; the rest of each event stays. The engine
 * rewrites beside its work: asked again and again, this answers `isDone` when nothing was left to write.
 * `events` are those that it began to write now.
 */
export async function eraseInEvidence(
  ctx: Context,
  addresses: readonly string[],
): Promise<{ isDone: boolean; events: number }> {
  allowJobsOnly(ctx)
  if ((await countUnfinished(ctx)) > 0) return { isDone: false, events: 0 }
  const begun = new Map<string, number>()
  for (const table of await findEvidenceTables(ctx)) {
    const written = { ...table, columns: table.columns.filter(({ isKey }) => !isKey) }
    const { rows } = written.columns.length === 0 ? { rows: 0 } : await countInEvidence(ctx, written, addresses)
    if (rows === 0) continue
    await rewriteEvidence(ctx, written, addresses)
    begun.set(table.name, rows)
  }
  return { isDone: begun.size === 0, events: begun.get('events') ?? 0 }
}
