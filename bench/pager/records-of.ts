import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../server/platform/database/open-database.ts'

export async function rowsOf<Row>({ kysely }: Database, query: string): Promise<Row[]> {
  return (await sql.raw<Row>(query).execute(kysely)).rows
}

export async function countOf(records: Database, from: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(records, `select count(*)::int as count from ${from}`)
  return row?.count ?? 0
}

/** Notifications by webhook that are neither sent nor given up. */
export const unsent = (records: Database): Promise<number> =>
  countOf(records, `pager.notifications where kind = 'webhook' and sent_at is null and failed_at is null`)

/** Waits until every notification by webhook was sent; how many were not within so many seconds. */
export async function waitUntilSent(records: Database, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  for (;;) {
    const waiting = await unsent(records)
    if (waiting === 0 || performance.now() > until) return waiting
    await sleep(100)
  }
}

/** How often an alert was kept of each of these keys: of all once, where nothing was lost or doubled. */
export async function alertsKept(
  records: Database,
  keys: ReadonlySet<string>,
): Promise<{ kept: number; lost: number; doubled: number; unpaged: number }> {
  const rows = await rowsOf<{ key: string; page: string | null }>(
    records,
    'select key_shown as key, page_id as page from pager.alerts',
  )
  const found = rows.filter(({ key }) => keys.has(key))
  const distinct = new Set(found.map(({ key }) => key))
  return {
    kept: distinct.size,
    lost: keys.size - distinct.size,
    doubled: found.length - distinct.size,
    unpaged: found.filter(({ page }) => page === null).length,
  }
}
