import { said } from '@bellwether/contract/said.ts'
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { DatabaseAddress } from './open-database.ts'
import {
  checkClusterVersion,
  chooseLaunch,
  createCluster,
  type Launch,
  removeDeadLock,
  spawnPostgres,
} from './run-postgres.ts'

/** PostgreSQL for the records: ours in the data folder, or somebody's behind DATABASE_URL. */
export interface Records {
  readonly address: DatabaseAddress
  state(): { state: 'ready' | 'restarting' | 'stopped'; detail?: string }
  stop(): Promise<void>
}

interface Place {
  readonly folder: string
  readonly socketFolder: string
  readonly launch: Launch
}

/** Thrown when another live Bellwether owns the data folder. */
export class FolderInUse extends Error {}

/**
 * Starts, or adopts, PostgreSQL for `dataFolder` and takes the owner's lock. After a kill -9 of
 * Bellwether its PostgreSQL runs on; the lock tells that orphan, which is adopted, from the server
 * of another live Bellwether, which is refused.
 */
export async function startRecords(
  dataFolder: string,
  options: { databaseUrl?: string | undefined; areStoresShared: boolean; log: Logger },
): Promise<Records> {
  if (options.databaseUrl) return lockOutsideServer(options.databaseUrl, dataFolder, options)
  const place = await preparePlace(dataFolder)
  const address = { host: place.socketFolder, user: 'bellwether', database: 'postgres' }
  if (!(await answers(address))) await startServer(place, address)
  return superviseServer(place, address, await takeLocks(address, [ofRecords(running(dataFolder))]), options.log)
}

async function preparePlace(dataFolder: string): Promise<Place> {
  await mkdir(dataFolder, { recursive: true })
  const folder = join(dataFolder, 'postgres')
  const launch = await chooseLaunch(folder)
  if (await exists(join(folder, 'PG_VERSION'))) await checkClusterVersion(folder)
  else await createCluster(folder, launch)
  return { folder, socketFolder: await chooseSocketFolder(folder, launch), launch }
}

/** A Unix socket's path ends at 107 bytes; a deep data folder gets a short one elsewhere. */
async function chooseSocketFolder(folder: string, launch: Launch): Promise<string> {
  if (Buffer.byteLength(join(folder, '.s.PGSQL.5432.lock')) <= 107) return folder
  const short = join(tmpdir(), `bellwether-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  await mkdir(short, { recursive: true, mode: 0o700 })
  await chmod(short, 0o700)
  if (launch.identity) await chown(short, launch.identity.uid, launch.identity.gid)
  return short
}

/** Right after a kill the dead server's children still hold its memory; they leave within seconds. */
async function startServer(place: Place, address: DatabaseAddress): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await removeDeadLock(place.folder)
    try {
      return await launchServer(place, address)
    } catch (error) {
      if (attempt === 20 || !/lock file|shared memory block/.test((error as Error).message)) throw error
      await sleep(500)
    }
  }
}

async function launchServer(place: Place, address: DatabaseAddress): Promise<void> {
  let exited: string | undefined
  spawnPostgres(place.folder, place.socketFolder, place.launch, (said) => {
    exited = said
  })
  for (let attempt = 0; attempt < 1500; attempt += 1) {
    if (await answers(address)) return
    if (exited !== undefined) throw new Error(`PostgreSQL did not start: ${exited.trim()}`)
    await sleep(20)
  }
  throw new Error('PostgreSQL did not become ready within 30 seconds')
}

async function superviseServer(
  place: Place,
  address: DatabaseAddress,
  firstLock: pg.Client,
  log: Logger,
): Promise<Records> {
  let lock = firstLock
  let current: ReturnType<Records['state']> = { state: 'ready' }
  let stopping = false

  const watch = (client: pg.Client): void => {
    client.once('end', () => {
      if (!stopping) void restart()
    })
  }
  async function restart(): Promise<void> {
    for (let delay = 100; !stopping; delay = Math.min(delay * 2, 5000)) {
      current = { state: 'restarting', detail: said`the database server ended and is started again` }
      log.warn(current.detail)
      try {
        if (!(await answers(address))) await startServer(place, address)
        lock = await takeLocks(address, [ofRecords(running(dirname(place.folder)))])
        current = { state: 'ready' }
        watch(lock)
        return
      } catch (error) {
        log.error({ error: (error as Error).message }, 'the database server could not be started')
        await sleep(delay)
      }
    }
  }

  watch(lock)
  return {
    address,
    state: () => current,
    stop: async () => {
      stopping = true
      current = { state: 'stopped' }
      await lock.end().catch(() => undefined)
      await stopServer(place.folder)
    },
  }
}

/** Fast shutdown; reports when the server is still there afterwards instead of returning silently. */
async function stopServer(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid')
  if (!(await exists(pidFile))) return
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGINT')
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (!(await exists(pidFile))) return
    await sleep(20)
  }
  throw new Error(`PostgreSQL (process ${pid}) did not stop within 20 seconds`)
}

/**
 * Somebody's server, which several processes may use where they share the other stores, too; the data folder is one
 * process's alone. Locks that were lost with their connection are taken again.
 */
async function lockOutsideServer(
  databaseUrl: string,
  dataFolder: string,
  { areStoresShared, log }: { areStoresShared: boolean; log: Logger },
): Promise<Records> {
  const address = { connectionString: databaseUrl }
  let current: ReturnType<Records['state']> = { state: 'ready' }
  let stopping = false
  const locks = [ofFolder(dataFolder), ofRecords(sharing, areStoresShared)]
  let lock = await takeLocks(address, locks)

  const watch = (): void => void lock.once('end', () => (stopping ? undefined : void retake()))
  async function retake(): Promise<void> {
    current = { state: 'restarting', detail: said`the connection to the database was lost` }
    while (!stopping) {
      try {
        lock = await takeLocks(address, locks)
        current = { state: 'ready' }
        return watch()
      } catch (error) {
        current = { state: 'restarting', detail: (error as Error).message }
        log.error({ error: current.detail }, 'the database is not ours at the moment')
        await sleep(1000)
      }
    }
  }
  watch()
  return {
    address,
    state: () => current,
    stop: async () => {
      stopping = true
      await lock.end().catch(() => undefined)
    },
  }
}

/** A lock lasts as long as its connection, and counts within one database. */
interface Lock {
  readonly owned: string
  readonly isShared: boolean
  /** Said to whoever does not get it. */
  readonly refusal: string
}

const running = (place: string): string =>
  `Another Bellwether is running on ${place}. Stop it first, or give this one a place of its own ` +
  '(BELLWETHER_DATA=/another/folder).'

/** Records in the data folder have the lock of their owner alone, from before there were several. */
const ofRecords = (refusal: string, isShared = false): Lock => ({
  owned: 'the owner of these records',
  isShared,
  refusal,
})
const ofFolder = (folder: string): Lock => ({
  owned: `the data folder ${folder} of ${hostname()}`,
  isShared: false,
  refusal: running(folder),
})
const sharing =
  'Another Bellwether is running on these records. Several share them where each of them is given FILES_URL and ' +
  'CLICKHOUSE_URL: stop it first, or start both with these.'

async function takeLocks(address: DatabaseAddress, locks: readonly Lock[]): Promise<pg.Client> {
  const client = new pg.Client({ ...address, keepAlive: true, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  for (const lock of locks) {
    if (await takeLock(client, lock)) continue
    await client.end()
    throw new FolderInUse(lock.refusal)
  }
  return client
}

/** A killed owner's connection may take a moment to be noticed. */
async function takeLock(client: pg.Client, { owned, isShared }: Lock): Promise<boolean> {
  const key = createHash('sha256').update(owned).digest().readBigInt64BE().toString()
  const take = `select pg_try_advisory_lock${isShared ? '_shared' : ''}($1) as owned`
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { rows } = await client.query(take, [key])
    if (rows[0].owned) return true
    await sleep(100)
  }
  return false
}

async function answers(address: DatabaseAddress): Promise<boolean> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
