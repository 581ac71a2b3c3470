import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { postgresProgram } from '../platform/database/run-postgres.ts'

/** Folder of PostgreSQL 15's programs, where Debian puts them. */
export const postgres15Folder = '/usr/lib/postgresql/15/bin'

const nobody = 65_534
// A test's database may be lost with the machine; waiting for the disk would only cost time.
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'listen_addresses=',
]

export interface TestPostgres {
  readonly socketFolder: string
  readonly version: string
  stop(): Promise<void>
}

/** Starts a throwaway PostgreSQL: the embedded one, or version 15 from Debian. */
export async function startTestPostgres(version: 'embedded' | '15'): Promise<TestPostgres> {
  const program = (name: 'initdb' | 'postgres'): string =>
    version === '15' ? join(postgres15Folder, name) : postgresProgram(name)
  if (!existsSync(program('postgres')))
    throw new Error(`PostgreSQL 15 is not in ${postgres15Folder}: install postgresql-15`)
  const folder = mkdtempSync(join(tmpdir(), 'bw-pg-'))
  const isRoot = process.getuid?.() === 0
  const identity = isRoot ? { uid: nobody, gid: nobody } : {}
  if (isRoot) chownSync(folder, nobody, nobody)
  chmodSync(folder, 0o700)
  execFileSync(
    program('initdb'),
    ['-D', folder, '-U', 'bellwether', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    { ...identity, cwd: '/', stdio: 'pipe' },
  )
  const args = ['-D', folder, '-c', `unix_socket_directories=${folder}`, ...settings.flatMap((one) => ['-c', one])]
  const child = spawn(program('postgres'), args, { ...identity, cwd: '/', stdio: 'ignore' })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // A run that is broken off has no time to stop anything.
  process.once('exit', () => child.kill('SIGINT'))
  const shown = await waitForVersion(folder)
  return {
    socketFolder: folder,
    version: shown,
    stop: async () => {
      child.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const testAddress = (socketFolder: string, database: string) => ({
  host: socketFolder,
  user: 'bellwether',
  database,
})

async function waitForVersion(socketFolder: string): Promise<string> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const client = new pg.Client(testAddress(socketFolder, 'postgres'))
    try {
      await client.connect()
      return (await client.query('show server_version')).rows[0].server_version as string
    } catch {
      await sleep(30)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw new Error('The test PostgreSQL did not start')
}
