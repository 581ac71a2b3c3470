import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { findRunning } from '../server/commands/running-server.ts'

/* `npm start`, ended in each way in which people end it: nothing that it started goes on. */

const root = fileURLToPath(new URL('..', import.meta.url))
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

const processes = (): Process[] =>
  readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? read(Number(name)) : []))

/** Nothing where it has ended meanwhile. */
function read(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    // One that nobody has reaped is gone.
    return command === '' ? [] : [{ pid, parent, command }]
  } catch {
    return []
  }
}

function descendantsOf(pid: number, all = processes()): Process[] {
  const children = all.filter(({ parent }) => parent === pid)
  return [...children, ...children.flatMap((child) => descendantsOf(child.pid, all))]
}

const inGroup = (args: readonly string[]): [string, readonly string[]] => ['npm', ['start', '--', ...args]]
const inTerminal = (args: readonly string[]): [string, readonly string[]] => [
  'script',
  ['--quiet', '--command', `npm start -- ${args.join(' ')}`, '/dev/null'],
]

/** `npm start` with a process group or a terminal of its own, once all of it runs. */
async function start([command, args]: [string, readonly string[]]): Promise<{
  first: ChildProcess
  started: Process[]
}> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bw-launcher-'))
  folders.push(dataFolder)
  const env = { ...process.env, BELLWETHER_DATA: dataFolder, PORT: '0', SMTP_PORT: '0' }
  const first = spawn(command, args, { cwd: root, env, detached: true, stdio: 'ignore' })
  for (let attempt = 0; attempt < 900; attempt += 1) {
    const started = descendantsOf(first.pid ?? 0)
    const isWhole = (await findRunning(dataFolder)) && started.some(({ command }) => /engine-process/.test(command))
    if (isWhole) return { first, started }
    await sleep(100)
  }
  throw new Error('npm start did not come up within 90 seconds')
}

async function leftOf(started: readonly Process[]): Promise<string[]> {
  const left = () =>
    processes()
      .filter((one) => started.some(({ pid, command }) => one.pid === pid && one.command === command))
      .map(({ command }) => command)
  for (let attempt = 0; attempt < 300 && left().length > 0; attempt += 1) await sleep(100)
  return left()
}

async function nothingGoesOnAfter(
  command: [string, readonly string[]],
  end: (first: ChildProcess) => unknown,
): Promise<void> {
  const { first, started } = await start(command)
  expect(started.map((one) => one.command).join('\n')).toMatch(/launch\.mjs start[^]*bellwether\.ts serve[^]*postgres/)
  end(first)
  expect(await leftOf(started)).toEqual([])
}

test.each([
  ['npm is asked to end', ['--empty'], (npm: ChildProcess) => npm.kill('SIGTERM')],
  ['npm is killed', ['--empty'], (npm: ChildProcess) => npm.kill('SIGKILL')],
  ['Ctrl-C in the demo', [], ({ pid = 0 }: ChildProcess) => process.kill(-pid, 'SIGINT')],
])('nothing goes on after this: %s', async (_, args, end) => nothingGoesOnAfter(inGroup(args), end), 150_000)

// Of Debian's bsdutils: it gives a program a terminal.
test.skipIf(!existsSync('/usr/bin/script'))(
  'nothing goes on after this: the terminal is closed',
  async () => nothingGoesOnAfter(inTerminal(['--empty']), (terminal) => terminal.kill('SIGKILL')),
  150_000,
)
