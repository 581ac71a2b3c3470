import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { type Database, openDatabase } from '../../server/platform/database/open-database.ts'
import { openLog } from '../../server/platform/log/open-log.ts'
import { type Caller, callerFor } from '../../server/testing/caller.ts'
import { type RunServer, runServer } from '../../server/testing/run-server.ts'
import { startTestPostgres, testAddress } from '../../server/testing/test-postgres.ts'
import { person } from '../with-desk.ts'
import { openReceiver, type Receiver } from './receiver.ts'

/** Processes that take alerts and page, on one PostgreSQL that goes on while they are killed; a web process stays, to look. */
export interface KillHouse {
  readonly ana: Caller
  readonly records: Database
  readonly receiver: Receiver
  /** Where the n-th of them listens now. */
  urlOf(n: number): string
  /** Kills one and starts it again at once; resolves when it answers. */
  killAndStart(n: number): Promise<void>
  stop(): Promise<void>
}

/** What fails while it opens stops what was started. */
export async function openKillHouse(processes: number): Promise<KillHouse> {
  const opened = new AsyncDisposableStack()
  try {
    return await open(opened, processes)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function open(opened: AsyncDisposableStack, processes: number): Promise<KillHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-killed-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const { socketFolder, stop } = await startTestPostgres('embedded')
  opened.defer(stop)
  const receiver = await openReceiver()
  opened.defer(() => receiver.close())
  const environment = {
    DATABASE_URL: `postgresql:///postgres?host=${socketFolder}&user=bellwether`,
    FILES_URL: `file://${join(folder, 'files')}`,
    WEBHOOK_NETWORKS: '127.0.0.1',
  }
  const start = (name: string, roles: string): Promise<RunServer> =>
    runServer({ BELLWETHER_DATA: join(folder, name), ...environment }, ['--roles', roles])
  const startPager = (n: number): Promise<RunServer> => start(`pager-${n}`, 'intake,worker')
  const web = await start('web', 'web')
  opened.defer(async () => void (await web.terminate()))
  const pagers: RunServer[] = []
  opened.defer(async () => void (await Promise.all(pagers.map((server) => server.terminate()))))
  const startAt = async (n: number): Promise<void> => void (pagers[n] = await startPager(n))
  await Promise.all(Array.from({ length: processes }, (_, n) => startAt(n)))
  const ana = callerFor(() => web.url)
  await ana.call(setUpInstallation, { body: { setupToken: web.setupToken, organisation: 'Bench', ...person } })
  const address = testAddress(socketFolder, 'postgres')
  const records = openDatabase(address, openLog('error'), { connections: 1, isPatient: true })
  opened.defer(() => records.close())
  return {
    ana,
    records,
    receiver,
    urlOf: (n) => pagers[n]?.url ?? '',
    killAndStart: async (n) => {
      await pagers[n]?.kill()
      await startAt(n)
    },
    stop: () => opened.disposeAsync(),
  }
}
