import { areStoresShared, roles } from '../app/roles.ts'
import type { Settings } from '../platform/config/settings.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { startRecords } from '../platform/database/start-records.ts'
import { openLog } from '../platform/log/open-log.ts'

/** Brings the records to the newest schema without serving; a start does the same. */
export async function migrateRecords(settings: Settings): Promise<number> {
  const log = openLog(settings.LOG_LEVEL)
  const { BELLWETHER_DATA, DATABASE_URL: databaseUrl } = settings
  const isShared = areStoresShared(new Set(roles), settings)
  const records = await startRecords(BELLWETHER_DATA, { databaseUrl, areStoresShared: isShared, log })
  const database = openDatabase(records.address, log, { isPatient: true })
  try {
    const done = await migrate(database.kysely as never)
    process.stdout.write(done.length === 0 ? 'The records are up to date.\n' : `Applied ${done.join(', ')}.\n`)
    return 0
  } finally {
    await database.close()
    await records.stop()
  }
}
