import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'

/** Filling changes all weeks of the figures: a loop of the server counts them beside its work. Seconds that it took. */
export async function waitUntilKept(db: Kysely<never>): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await sql<{ count: number }>`select count(*)::int from desk.changed_weeks`.execute(db)
    if (rows[0]?.count === 0) return Math.round((performance.now() - startedAt) / 1000)
    await sleep(200)
  }
}
