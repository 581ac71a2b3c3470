import { randomBytes } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { installationDb, type InstallationTables } from './installation.tables.ts'

export type InstallationRow = Selectable<InstallationTables['installation.installation']>
type Db = Context['db']

/** The installation's one row, made with a fresh secret at the very first start. */
export async function loadInstallation(db: Db): Promise<InstallationRow> {
  await installationDb({ db })
    .insertInto('installation.installation')
    .values({
      id: 1,
      name: null,
      kind: 'empty',
      secret: randomBytes(32),
      demoStartsAt: null,
      demoAnchoredAt: null,
      demoSpeed: null,
      demoJumpsTo: null,
      demoTold: null,
      demoSays: null,
      demoToldUntil: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return installationDb({ db }).selectFrom('installation.installation').selectAll().executeTakeFirstOrThrow()
}

export async function updateFirstSteps({ db }: Pick<Context, 'db'>, firstStepsPutAwayAt: Date | null): Promise<void> {
  await installationDb({ db }).updateTable('installation.installation').set({ firstStepsPutAwayAt }).execute()
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockInstallation(db: Db): Promise<InstallationRow> {
  return installationDb({ db })
    .selectFrom('installation.installation')
    .selectAll()
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Changes the installation if it is still of this kind; false when somebody was faster. */
export async function changeInstallation(
  db: Db,
  from: InstallationRow['kind'],
  change: Updateable<InstallationTables['installation.installation']>,
): Promise<boolean> {
  const result = await installationDb({ db })
    .updateTable('installation.installation')
    .set(change)
    .where('kind', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
