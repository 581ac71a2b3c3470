import { randomBytes } from 'node:crypto'
import type { Kysely, Selectable, Transaction, Updateable } from 'kysely'
import type { PlatformTables } from '../database/platform.tables.ts'

export type InstallationRow = Selectable<PlatformTables['platform.installation']>
type Db = Kysely<PlatformTables> | Transaction<PlatformTables>

/** The installation's one row, made with a fresh secret at the very first start. */
export async function loadInstallation(db: Db): Promise<InstallationRow> {
  await db
    .insertInto('platform.installation')
    .values({
      id: 1,
      name: null,
      kind: 'empty',
      secret: randomBytes(32),
      demoStartsAt: null,
      demoAnchoredAt: null,
      demoSpeed: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db.selectFrom('platform.installation').selectAll().executeTakeFirstOrThrow()
}

/** Changes the installation if it is still of this kind; false when somebody was faster. */
export async function changeInstallation(
  db: Db,
  from: InstallationRow['kind'],
  change: Updateable<PlatformTables['platform.installation']>,
): Promise<boolean> {
  const result = await db.updateTable('platform.installation').set(change).where('kind', '=', from).executeTakeFirst()
  return result.numUpdatedRows > 0n
}
