import { access, constants, mkdtemp, rm, statfs, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Settings } from '../platform/config/settings.ts'
import { checkClusterVersion, chooseLaunch, postgresProgram } from '../platform/database/run-postgres.ts'
import { FileTrouble } from '../platform/files/file-store.ts'
import { openS3Store } from '../platform/files/s3-store.ts'
import { ircAddressOf } from '../pager/pager.ts'
import { findRunning } from './running-server.ts'

type Finding = { ok: boolean; says: string }
const gigabyte = 2 ** 30

/** Says what is wrong with this installation and what to do about it. Exit status 1 when something is. */
export async function doctor(settings: Settings): Promise<number> {
  const running = await findRunning(settings.BELLWETHER_DATA)
  const findings = [
    checkNode(),
    await checkFolder(settings.BELLWETHER_DATA),
    await checkSpace(settings.BELLWETHER_DATA),
    ...(settings.DATABASE_URL ? [] : [await checkPostgres(settings.BELLWETHER_DATA)]),
    ...(settings.CLICKHOUSE_URL ? [] : [await checkEngine()]),
    ...(settings.FILES_URL ? [await checkFiles(settings.FILES_URL)] : []),
    {
      ok: true,
      says: settings.SMTP_URL
        ? 'Outgoing mail goes to SMTP_URL.'
        : 'SMTP_URL is not set: outgoing mail is written to the outbox folder.',
    },
    {
      ok: true,
      says: settings.OUTSIDE_HEARTBEAT_URL
        ? 'While pages go out, OUTSIDE_HEARTBEAT_URL is called every minute.'
        : 'OUTSIDE_HEARTBEAT_URL is not set: nobody outside hears when the pager stands still.',
    },
    checkIrc(settings),
    ...(running
      ? await checkRunning(running.url)
      : [await checkPort('PORT', settings.PORT), await checkPort('SMTP_PORT', settings.SMTP_PORT)]),
  ]
  for (const { ok, says } of findings) process.stdout.write(`${ok ? 'ok   ' : 'WRONG'} ${says}\n`)
  return findings.every(({ ok }) => ok) ? 0 : 1
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 24 || (major === 24 && minor >= 7)
  return {
    ok,
    says: ok
      ? `Node ${process.versions.node}.`
      : `Node ${process.versions.node} is too old: use npm start or npx, which bring Node 24.`,
  }
}

/** Whether it is connected, the running server says. */
function checkIrc(settings: Settings): Finding {
  try {
    const address = ircAddressOf(settings)
    const says = address
      ? `People can be paged by IRC at ${address.host}, by ${address.nick}.`
      : 'IRC_URL is not set: nobody is paged by IRC.'
    return { ok: true, says }
  } catch (error) {
    return { ok: false, says: (error as Error).message }
  }
}

async function checkFolder(folder: string): Promise<Finding> {
  const place = await nearestThere(folder)
  const writable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable || !(await stat(place)).isDirectory()) {
    return { ok: false, says: `The data folder ${folder} cannot be written: change its owner or set BELLWETHER_DATA.` }
  }
  const isMade = place === folder
  return {
    ok: true,
    says: `The data folder ${folder} ${isMade ? 'can be written' : 'will be made at the first start'}.`,
  }
}

/** The folder itself, or the closest one above it that is there. */
async function nearestThere(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  return isThere || path === dirname(path) ? path : nearestThere(dirname(path))
}

async function checkSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder).catch(() => statfs('.'))
  const free = (bavail * bsize) / gigabyte
  const ok = free > 2
  return {
    ok,
    says: `${free.toFixed(1)} GB are free${ok ? '.' : ': make room, evidence is refused when the disk is full.'}`,
  }
}

async function checkPostgres(folder: string): Promise<Finding> {
  try {
    await access(postgresProgram('postgres'), constants.X_OK)
    await chooseLaunch(join(folder, 'postgres')).catch(() => undefined)
    const hasCluster = await stat(join(folder, 'postgres', 'PG_VERSION')).then(
      () => true,
      () => false,
    )
    if (hasCluster) await checkClusterVersion(join(folder, 'postgres'))
    return { ok: true, says: 'The embedded PostgreSQL is here.' }
  } catch (error) {
    return {
      ok: false,
      says: `The embedded PostgreSQL cannot be used (${(error as Error).message}): set DATABASE_URL.`,
    }
  }
}

async function checkEngine(): Promise<Finding> {
  try {
    import.meta.resolve('chdb')
    return { ok: true, says: 'The evidence engine is here.' }
  } catch {
    return {
      ok: false,
      says: 'The evidence engine has no build for this platform: evidence is off. Set CLICKHOUSE_URL.',
    }
  }
}

/** Stores a few bytes and reads them. */
async function checkFiles(address: NonNullable<Settings['FILES_URL']>): Promise<Finding> {
  if ('folder' in address) return checkFolder(address.folder)
  const place = `the bucket ${address.bucket} at ${address.origin}`
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-doctor-'))
  try {
    await openS3Store(address, folder).check()
    return { ok: true, says: `Files are stored in ${place}.` }
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error
    return { ok: false, says: `Files cannot be stored in ${place} (${error.detail}): look at FILES_URL.` }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function checkRunning(url: string): Promise<Finding[]> {
  const response = await fetch(`${url}/healthz`)
  const health = (await response.json()) as {
    status?: string
    parts?: Record<string, { state: string; detail?: string }>
  }
  const parts = Object.entries(health.parts ?? {}).map(([name, part]) => ({
    ok: part.state === 'ready',
    says: `${name}: ${part.state}${part.detail ? `, ${part.detail}` : ''}`,
  }))
  return [{ ok: response.ok, says: `The server at ${url} answers ${response.status}.` }, ...parts]
}

function checkPort(name: string, port: number): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve({ ok: false, says: `Port ${port} is taken: stop what uses it or set ${name}.` }))
    probe.listen(port, '127.0.0.1', () =>
      probe.close(() => resolve({ ok: true, says: `Port ${port} (${name}) is free.` })),
    )
  })
}
