import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
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
  readonly group: number
  readonly command: string
}

const processes = (): Process[] =>
  execFileSync('ps', ['-eo', 'pid,ppid,pgid,args'], { encoding: 'utf8' })
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, pid, parent, group, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid === undefined
        ? []
        : [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: command ?? '' }]
    })

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

test.each([
  ['npm is asked to end', inGroup(['--empty']), (npm: ChildProcess) => npm.kill('SIGTERM')],
  ['npm is killed', inGroup(['--empty']), (npm: ChildProcess) => npm.kill('SIGKILL')],
  ['Ctrl-C in the demo', inGroup([]), ({ pid = 0 }: ChildProcess) => process.kill(-pid, 'SIGINT')],
  ['the terminal is closed', inTerminal(['--empty']), (terminal: ChildProcess) => terminal.kill('SIGKILL')],
])(
  'nothing goes on after this: %s',
  async (_, command, end) => {
    const { first, started } = await start(command)
    expect(started.map((one) => one.command).join('\n')).toMatch(
      /launch\.mjs start[^]*bellwether\.ts serve[^]*postgres/,
    )
    end(first)
    expect(await leftOf(started)).toEqual([])
  },
  150_000,
)
