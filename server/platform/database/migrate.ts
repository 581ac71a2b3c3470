import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'

const serverFolder = join(import.meta.dirname, '..', '..')

/** Collects `server/<module>/migrations/*.sql`; their time stamps order them over all modules. */
const migrationFiles: MigrationProvider = {
  async getMigrations() {
    const migrations: Record<string, Migration> = {}
    for (const file of await readdir(serverFolder, { recursive: true })) {
      const match = /^(?:platform|\w+)\/migrations\/([\w-]+)\.sql$/.exec(file)
      if (!match?.[1]) continue
      const text = await readFile(join(serverFolder, file), 'utf8')
      migrations[match[1]] = { up: async (db) => void (await sql.raw(text).execute(db)) }
    }
    return migrations
  },
}

/** Brings the database to the newest schema; several processes may call it at once. */
export async function migrate(db: Kysely<never>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: migrationFiles,
    migrationTableSchema: 'public',
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}
