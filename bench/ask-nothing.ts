import { type Kysely, sql } from 'kysely'

/** A transaction of so many statements, each of which does nothing, by the driver alone: what an act cannot be faster than. */
export async function askNothing(db: Kysely<never>, statements: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (let n = 1; n < statements; n += 1) await sql`select ${n}::int`.execute(transaction)
    await sql`select pg_current_xact_id()`.execute(transaction)
  })
}
