import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'

/** What was measured before leaves mails to send, figures to derive and words to read: waits until that is done. */
export async function waitUntilIdle(db: Kysely<never>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from pgboss.job where state < 'completed')
        + (select count(*) from desk.stale_facts) + (select count(*) from desk.unread_tickets) as count`.execute(db)
    if (rows[0]?.count === 0) return
    await sleep(200)
  }
}
