import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { installationDb } from './installation.tables.ts'

/** Empties every table of every module and makes the installation an empty one; subscribers go on from where they are. */
export async function eraseRecords(ctx: Context): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'public', 'pgboss')
      and (schemaname, tablename) not in (('installation', 'installation'), ('platform', 'subscribers'))
  `.execute(ctx.db)
  await sql`truncate ${sql.raw(rows.map((row) => row.name).join(', '))} restart identity`.execute(ctx.db)
  await sql`delete from pgboss.job`.execute(ctx.db)
  await installationDb(ctx)
    .updateTable('installation.installation')
    .set({
      kind: 'empty',
      name: null,
      life: sql<number>`life + 1`,
      demoStartsAt: null,
      demoAnchoredAt: null,
      demoSpeed: null,
      demoJumpsTo: null,
      demoTold: null,
      demoSays: null,
      demoToldUntil: null,
      firstStepsPutAwayAt: null,
    })
    .execute()
}
