import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import type { Database } from '../../server/platform/database/open-database.ts'
import { type Caller, callerFor } from '../../server/testing/caller.ts'
import { type RunServer, runServer } from '../../server/testing/run-server.ts'
import { openRecords, person } from '../with-desk.ts'
import { openReceiver, type Receiver } from './receiver.ts'

/** A server as a process of its own with its own PostgreSQL, as an installation runs it, and phones that may be reached. */
export interface PagerHouse {
  readonly server: RunServer
  readonly dataFolder: string
  readonly ana: Caller
  readonly records: Database
  readonly receiver: Receiver
}

export async function withPager(work: (house: PagerHouse) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-pager-'))
  const receiver = await openReceiver()
  const server = await runServer({ BELLWETHER_DATA: dataFolder, WEBHOOK_NETWORKS: '127.0.0.1' })
  const records = openRecords(dataFolder, 1)
  try {
    const ana = callerFor(() => server.url)
    await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Bench', ...person } })
    await work({ server, dataFolder, ana, records, receiver })
  } finally {
    await records.close()
    await server.terminate()
    await receiver.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
