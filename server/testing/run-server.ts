import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findRunning, type RunningServer } from '../commands/running-server.ts'

const program = fileURLToPath(new URL('../bellwether.ts', import.meta.url))

/** A server as its own process, as an installation runs it. */
export interface RunServer extends RunningServer {
  readonly child: ChildProcess
  /** Ends it without a word and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to drain; resolves with its exit status. */
  terminate(): Promise<number | null>
}

/** Runs a command of the product to its end. */
export async function runCommand(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ status: number | null; said: string }> {
  const child = spawnProgram(args, environment)
  let said = ''
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  const [status] = (await once(child, 'exit')) as [number | null]
  return { status, said }
}

/** Starts `serve` on a data folder, with these arguments; resolves when it answers. */
export async function runServer(
  environment: Record<string, string> & { BELLWETHER_DATA: string },
  args: readonly string[] = [],
): Promise<RunServer> {
  const child = spawnProgram(['serve', ...args], environment)
  let said = ''
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  const exited = once(child, 'exit') as Promise<[number | null]>
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const running = await findRunning(environment.BELLWETHER_DATA)
    if (running && running.processId === child.pid) {
      const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
        child.kill(signal)
        return (await exited)[0]
      }
      return { ...running, child, kill: async () => void (await ended('SIGKILL')), terminate: () => ended('SIGTERM') }
    }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${said}`)
    await sleep(100)
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not answer within a minute: ${said}`)
}

function spawnProgram(args: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, PORT: '0', SMTP_PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The process of the embedded PostgreSQL in a data folder. */
export const postgresProcess = (dataFolder: string): number =>
  Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** Children of a process whose command line has this text. */
export function childrenOf(parent: number, text: string): number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return children.map(Number).filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(text))
}
