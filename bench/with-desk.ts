import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { signInByPassword } from '@bellwether/contract/people.ts'
import { type Database, openDatabase } from '../server/platform/database/open-database.ts'
import { openLog } from '../server/platform/log/open-log.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'

const filledMark = 'bench-is-filled'
/** Who works at it. */
export const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }

/** A server as a process of its own, with its own PostgreSQL. */
export interface Desk {
  readonly server: RunServer
  readonly dataFolder: string
  readonly ana: Caller
  /** To fill it; one connection. */
  readonly db: Kysely<never>
}

/** The records of a desk that runs. */
export function openRecords(dataFolder: string, connections: number): Database {
  const address = { host: join(dataFolder, 'postgres'), user: 'bellwether', database: 'postgres' }
  return openDatabase(address, openLog('error'), { connections, isPatient: true })
}

/**
 * Sets up a desk, fills it, works with it, and takes it away. The folder that `BENCH_DATA` names is kept, and filled only
 * once.
 */
export async function withDesk(
  name: string,
  fill: (desk: Desk) => Promise<void>,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const kept = process.env['BENCH_DATA']
  const dataFolder = kept ?? mkdtempSync(join(tmpdir(), `bench-${name}-`))
  const isFilled = existsSync(join(dataFolder, filledMark))
  const environment = { BELLWETHER_DATA: dataFolder, SUPPORT_ADDRESS: 'support@desk.test', LOG_LEVEL: 'error' }
  const server = await runServer(environment)
  try {
    const records = openRecords(dataFolder, 1)
    const ana = callerFor(() => server.url)
    // Of a kept desk she signs in each time, which somebody who tries passwords does as well.
    if (isFilled) await sql`delete from platform.attempts`.execute(records.kysely)
    if (isFilled) await ana.call(signInByPassword, { body: { email: person.email, password: person.password } })
    else
      await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Bench', ...person } })
    const desk = { server, dataFolder, ana, db: records.kysely as never }
    if (!isFilled) await fill(desk)
    writeFileSync(join(dataFolder, filledMark), '')
    await work(desk)
    await records.close()
  } finally {
    await server.terminate()
    if (kept === undefined) rmSync(dataFolder, { recursive: true, force: true })
  }
}
