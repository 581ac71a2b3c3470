import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = join(import.meta.dirname, '..', 'server', 'bellwether.ts')
const rounds = 7

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Seconds that Node alone needs to start and answer: what no server can go below. */
async function measureNode(): Promise<number> {
  const startedAt = performance.now()
  const script = `require('http').createServer((_, a) => a.end()).listen(0, () => process.exit())`
  await once(spawn(process.execPath, ['-e', script]), 'exit')
  return (performance.now() - startedAt) / 1000
}

/** Seconds from the start of the process until `/healthz` answers 200. */
async function measureStart(dataFolder: string): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program, 'serve'], {
    env: { ...process.env, BELLWETHER_DATA: dataFolder, PORT: '0', SMTP_PORT: '0', LOG_LEVEL: 'error' },
    stdio: 'ignore',
  })
  const exited = once(child, 'exit')
  while (!(await isHealthy(dataFolder, child.pid))) {
    if (child.exitCode !== null) throw new Error('The server ended.')
    await sleep(10)
  }
  const seconds = (performance.now() - startedAt) / 1000
  child.kill('SIGTERM')
  await exited
  return seconds
}

async function isHealthy(dataFolder: string, processId: number | undefined): Promise<boolean> {
  try {
    const running = JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8'))
    return running.processId === processId && (await fetch(`${running.url}/healthz`)).status === 200
  } catch {
    return false
  }
}

/** Cold (empty data folder: clusters, tables and migrations are made) and warm start to `/healthz`. */
export async function run(): Promise<void> {
  const cold: number[] = []
  const warm: number[] = []
  const node: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'bench-start-'))
    node.push(await measureNode())
    cold.push(await measureStart(dataFolder))
    warm.push(await measureStart(dataFolder))
    rmSync(dataFolder, { recursive: true, force: true })
  }
  const baseline = median(node)
  const line = (name: string, seconds: number): string =>
    `${name.padEnd(12)} ${seconds.toFixed(2)} s = ${(seconds / baseline).toFixed(1)} of Node alone\n`
  process.stdout.write(`median of ${rounds} rounds\n${line('Node alone', baseline)}`)
  process.stdout.write(line('cold start', median(cold)) + line('warm start', median(warm)))
}
