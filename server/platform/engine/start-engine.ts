import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { evidenceUnavailable } from '@bellwether/contract/evidence.ts'
import { said } from '@bellwether/contract/said.ts'
import { waitFor } from '../log/waits.ts'
import { Problem } from '../problem.ts'
import { engineClient, type EngineClient } from './engine-client.ts'
import type { Engine, EngineState } from './engine.ts'

export interface EngineOptions {
  /** Folder of the embedded engine; one process at a time can open it. */
  readonly folder: string
  /** A ClickHouse server to use instead, e.g. http://user:password@clickhouse:8123 */
  readonly url?: string | undefined
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** How long a folder may stay locked by the child of a server that has just died; 15 when missing. */
  readonly lockPatienceSeconds?: number
}

const program = fileURLToPath(new URL('engine-process.ts', import.meta.url))
const backoffMillisecondsMax = 30_000
const startPatienceMilliseconds = 60_000

type StartOutcome = { kind: 'ready'; port: number } | { kind: 'failed'; reason: string }

/**
 * Starts the evidence engine. Resolves when it is ready, or when it is clear that it will not start:
 * then its state is `off` with the reason and everything else of the installation works on.
 */
export async function startEngine(
  options: EngineOptions,
): Promise<Engine & { readonly childId: () => number | undefined }> {
  if (options.url !== undefined && options.url !== '') return connectToServer(options.url, options.log)
  return superviseChild(options)
}

function engineOver(current: () => EngineClient | undefined, state: () => EngineState, stop: () => Promise<void>) {
  const ready = (): EngineClient => {
    const client = current()
    const now = state()
    if (now.state === 'ready' && client !== undefined) return client
    const reason = now.state === 'ready' ? said`The evidence engine is starting.` : now.reason
    throw new Problem(evidenceUnavailable, reason, { retryAfterSeconds: 5 })
  }
  return {
    state,
    stop,
    query: <Row>(...asked: Parameters<Engine['query']>) => waitFor('engine', async () => ready().query<Row>(...asked)),
    command: (...asked: Parameters<Engine['command']>) => waitFor('engine', async () => ready().command(...asked)),
    insert: (...asked: Parameters<Engine['insert']>) => waitFor('engine', async () => ready().insert(...asked)),
  }
}

async function connectToServer(url: string, log: EngineOptions['log']) {
  const client = engineClient(url)
  let state: EngineState = { state: 'starting', reason: said`The evidence server has not answered yet.` }
  const look = async (): Promise<void> => {
    const answers = await client.ping().catch(() => false)
    if (!answers && state.state === 'ready') log.warn('the evidence server does not answer')
    state = answers ? { state: 'ready' } : { state: 'restarting', reason: said`The evidence server does not answer.` }
  }
  await look()
  const timer = setInterval(() => void look(), 5000)
  timer.unref()
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await client.close()
  }
  return {
    ...engineOver(
      () => client,
      () => state,
      stop,
    ),
    childId: () => undefined,
  }
}

function forkChild(folder: string, token: string): { child: ChildProcess; outcome: Promise<StartOutcome> } {
  mkdirSync(folder, { recursive: true })
  const child = fork(program, [folder], {
    execArgv: ['--no-warnings'],
    // One thread for each session, and some for the files of the process itself.
    env: { ...process.env, ENGINE_TOKEN: token, UV_THREADPOOL_SIZE: '8', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  child.stderr?.on('data', (text: Buffer) => (lastWords = (lastWords + text.toString()).slice(-2000)))
  const outcome = new Promise<StartOutcome>((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve({ kind: 'failed', reason: said`The evidence engine did not start in time.` })
    }, startPatienceMilliseconds)
    child.once('message', (message: StartOutcome) => {
      clearTimeout(timer)
      // What the engine throws names no cause; what it wrote before does, e.g. a locked folder.
      const cause = /Cannot lock file/.test(lastWords) ? ' Another process holds its folder.' : ''
      resolve(message.kind === 'failed' ? { kind: 'failed', reason: message.reason + cause } : message)
    })
    child.once('error', (error) => (clearTimeout(timer), resolve({ kind: 'failed', reason: error.message })))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      const words = lastWords.split('\n').findLast((line) => /error|cannot|denied/i.test(line))
      resolve({
        kind: 'failed',
        reason: words?.trim() ?? said`The evidence engine ended early (${signal ?? String(code)}).`,
      })
    })
  })
  return { child, outcome }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
/** A pause that does not keep a stopping process alive. */
const idlePause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref())

interface Supervised {
  readonly folder: string
  readonly log: EngineOptions['log']
  readonly lockPatienceMilliseconds: number
  state: EngineState
  child: ChildProcess | undefined
  client: EngineClient | undefined
  isStopping: boolean
  failures: number
}

async function superviseChild(options: EngineOptions) {
  const held: Supervised = {
    folder: options.folder,
    log: options.log,
    lockPatienceMilliseconds: (options.lockPatienceSeconds ?? 15) * 1000,
    state: { state: 'starting', reason: said`The evidence engine is starting.` },
    child: undefined,
    client: undefined,
    isStopping: false,
    failures: 0,
  }
  await startPatiently(held)
  const engine = engineOver(
    () => held.client,
    () => held.state,
    () => stopChild(held),
  )
  return { ...engine, childId: () => held.child?.pid }
}

async function startOnce(held: Supervised): Promise<StartOutcome> {
  const token = randomBytes(32).toString('hex')
  const started = forkChild(held.folder, token)
  const outcome = await started.outcome
  if (outcome.kind === 'failed') return outcome
  const { child } = started
  held.child = child
  if (held.isStopping) child.kill('SIGTERM')
  held.client = engineClient(`http://127.0.0.1:${outcome.port}`, token)
  held.state = { state: 'ready' }
  const readyAt = Date.now()
  const onExit = (code: number | null, signal: string | null): void => {
    if (Date.now() - readyAt > 60_000) held.failures = 0
    void restart(held, signal ?? String(code))
  }
  if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode)
  else child.once('exit', onExit)
  return outcome
}

async function restart(held: Supervised, how: string): Promise<void> {
  void held.client?.close().catch(() => undefined)
  held.client = undefined
  if (held.isStopping) return
  held.log.error({ how }, 'the evidence engine ended; it is started again')
  held.state = { state: 'restarting', reason: said`The evidence engine ended and is being started again.` }
  for (;;) {
    await idlePause(Math.min(backoffMillisecondsMax, held.failures === 0 ? 100 : 500 * 2 ** held.failures))
    held.failures += 1
    if (held.isStopping) return
    const outcome = await startOnce(held)
    if (outcome.kind === 'ready') return
    held.log.error({ reason: outcome.reason }, 'the evidence engine did not start again')
  }
}

/** Tries again while the folder is locked, as it is for a moment after a server has died. */
async function startPatiently(held: Supervised): Promise<void> {
  const giveUpAt = Date.now() + held.lockPatienceMilliseconds
  for (;;) {
    const outcome = await startOnce(held)
    if (outcome.kind === 'ready') return
    if (!/lock|create connection/i.test(outcome.reason) || Date.now() > giveUpAt) {
      held.state = { state: 'off', reason: said`The evidence engine could not be started: ${outcome.reason}` }
      return void held.log.error({ reason: outcome.reason }, 'evidence is off')
    }
    held.log.warn('the evidence folder is still locked by another process; waiting')
    await pause(500)
  }
}

async function stopChild(held: Supervised): Promise<void> {
  held.isStopping = true
  held.state = { state: 'off', reason: said`The server is stopping.` }
  await held.client?.close().catch(() => undefined)
  const leaving = held.child
  if (leaving === undefined || leaving.exitCode !== null || leaving.signalCode !== null) return
  const gone = new Promise<void>((resolve) => leaving.once('exit', () => resolve()))
  leaving.kill('SIGTERM')
  const timer = setTimeout(() => leaving.kill('SIGKILL'), 8000)
  await gone
  clearTimeout(timer)
}
