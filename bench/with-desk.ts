import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { openLog } from '../server/platform/log/open-log.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'

/** A server as a process of its own, with its own PostgreSQL. */
interface Desk {
  readonly server: RunServer
  readonly dataFolder: string
  readonly ana: Caller
  /** To fill it; one connection. */
  readonly db: Kysely<never>
}

/** Sets up an empty desk, works with it, and takes it away. */
export async function withDesk(name: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), `bench-${name}-`))
  const environment = { BELLWETHER_DATA: dataFolder, SUPPORT_ADDRESS: 'support@desk.test', LOG_LEVEL: 'error' }
  const server = await runServer(environment)
  try {
    const ana = callerFor(() => server.url)
    const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
    await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Bench', ...person } })
    const address = { host: join(dataFolder, 'postgres'), user: 'bellwether', database: 'postgres' }
    const records = openDatabase(address, openLog('error'), { connections: 1, isPatient: true })
    await work({ server, dataFolder, ana, db: records.kysely as never })
    await records.close()
  } finally {
    await server.terminate()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
