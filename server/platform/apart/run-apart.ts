import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface ApartBounds {
  /** Processes at once; each starts when it is first needed. */
  readonly processes: number
  /** For one task, from the moment a process takes it up. */
  readonly deadlineMilliseconds: number
  /** Of JavaScript objects in one process. */
  readonly memoryMegabytes: number
  /** Of one process in all, looked at ten times a second; no bound where it is left out. */
  readonly residentMegabytes?: number
  /** Tasks that may wait for a process. */
  readonly waitingMax: number
  /** After which a process that nobody needs is ended, and its memory given back; a minute where it is left out. */
  readonly idleMilliseconds?: number
}

/**
 * Why a task has no answer. `too-slow` and `failed` are about the task: again it would end the same.
 * `too-busy`, `stopped` and `not-started` are about us: it may be tried later.
 */
export class ApartFailure extends Error {
  readonly why: 'too-slow' | 'failed' | 'too-busy' | 'stopped' | 'not-started'
  constructor(why: ApartFailure['why'], message: string) {
    super(message)
    this.why = why
  }
}

/**
 * Work that must not hold up the main loop, each task in a process of its own, within bounds. A thread
 * would not do: one that runs out of memory can take the whole server with it.
 */
export interface Apart<Task, Answer> {
  /** Rejects with `ApartFailure`. */
  run(task: Task): Promise<Answer>
  stop(): Promise<void>
}

export type Reply<Answer> =
  | { kind: 'ready' }
  | { kind: 'answer'; answer: Answer; /** It has grown and is to be ended. */ isSpent: boolean }
  | { kind: 'failure'; message: string }

interface Waiting<Task, Answer> {
  readonly task: Task
  readonly done: (answer: Answer) => void
  readonly failed: (failure: ApartFailure) => void
}

interface Worker<Task, Answer> {
  readonly child: ChildProcess
  isReady: boolean
  current: Waiting<Task, Answer> | undefined
  timer: NodeJS.Timeout | undefined
}

/** Where Node keeps compiled code, if it was told to: a process that starts again and again starts sooner. */
const compileCache = (): Record<string, string> => {
  const folder = process.env['NODE_COMPILE_CACHE']
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}

const watchMilliseconds = 100
const pageBytes = 4096

/** What a process holds in memory; 0 where nobody knows. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}

const idleMilliseconds = 60_000

/** One that does not even start in this time will not. */
const startMilliseconds = 60_000

/** Opens a pool of processes that run `script`, a module that calls `serveApart`. One that fails is replaced. */
export function openApart<Task, Answer>(script: URL, bounds: ApartBounds): Apart<Task, Answer> {
  return new Pool<Task, Answer>(script, bounds)
}

class Pool<Task, Answer> implements Apart<Task, Answer> {
  readonly #script: URL
  readonly #bounds: ApartBounds
  readonly #waiting: Waiting<Task, Answer>[] = []
  readonly #workers = new Set<Worker<Task, Answer>>()
  #isStopped = false

  constructor(script: URL, bounds: ApartBounds) {
    this.#script = script
    this.#bounds = bounds
  }

  run(task: Task): Promise<Answer> {
    return new Promise((done, failed) => {
      if (this.#isStopped) return failed(new ApartFailure('stopped', 'the server stops'))
      if (this.#waiting.length >= this.#bounds.waitingMax)
        return failed(new ApartFailure('too-busy', `${this.#waiting.length} tasks wait already`))
      this.#waiting.push({ task, done, failed })
      this.#assign()
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const one of this.#waiting.splice(0)) one.failed(new ApartFailure('stopped', 'the server stops'))
    const exits = [...this.#workers].map(({ child }) => new Promise((gone) => child.once('exit', gone)))
    for (const worker of this.#workers) this.#end(worker, 'stopped', 'the server stops')
    await Promise.all(exits)
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const idle = [...this.#workers].find((worker) => !worker.current)
      const worker = idle ?? (this.#workers.size < this.#bounds.processes ? this.#start() : undefined)
      if (!worker) return
      worker.current = this.#waiting.shift()
      this.#give(worker)
    }
  }

  #start(): Worker<Task, Answer> {
    const child = fork(fileURLToPath(this.#script), {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.#bounds.memoryMegabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // It reads what strangers send and needs no secret of ours.
      env: { NODE_NO_WARNINGS: '1', ...compileCache() },
    })
    const worker: Worker<Task, Answer> = { child, isReady: false, current: undefined, timer: undefined }
    this.#workers.add(worker)
    worker.timer = setTimeout(() => this.#end(worker, 'not-started', 'it did not start'), startMilliseconds)
    let trouble = ''
    child.stderr?.on('data', (chunk: Buffer) => (trouble = `${trouble}${chunk.toString()}`.slice(-2_000)))
    child.on('message', (reply: Reply<Answer>) => this.#receive(worker, reply))
    const why = (): ApartFailure['why'] => (worker.isReady ? 'failed' : 'not-started')
    child.on('error', (error) => this.#end(worker, why(), error.message))
    child.on('exit', (code, signal) => this.#end(worker, why(), `it ended with ${code ?? signal}: ${trouble}`))
    return worker
  }

  #give(worker: Worker<Task, Answer>): void {
    const { current, child } = worker
    if (!current || !worker.isReady) return
    clearTimeout(worker.timer)
    const { deadlineMilliseconds } = this.#bounds
    const late = (): void => this.#end(worker, 'too-slow', `not done within ${deadlineMilliseconds} ms`)
    worker.timer = setTimeout(late, deadlineMilliseconds)
    this.#watch(worker)
    child.send({ task: current.task })
  }

  /** What is unpacked lies outside of the objects that the engine bounds. */
  #watch(worker: Worker<Task, Answer>): void {
    const { residentMegabytes } = this.#bounds
    if (residentMegabytes === undefined) return
    const watch = setInterval(() => {
      if (worker.current === undefined || !this.#workers.has(worker)) return clearInterval(watch)
      if (residentBytes(worker.child.pid) <= residentMegabytes * 1_048_576) return
      clearInterval(watch)
      this.#end(worker, 'failed', `it took more than ${residentMegabytes} MB`)
    }, watchMilliseconds)
  }

  #receive(worker: Worker<Task, Answer>, reply: Reply<Answer>): void {
    if (reply.kind === 'ready') {
      worker.isReady = true
      return this.#give(worker)
    }
    clearTimeout(worker.timer)
    const { current } = worker
    worker.current = undefined
    if (reply.kind === 'answer' && reply.isSpent) this.#end(worker, 'failed', 'it was spent')
    if (reply.kind === 'answer') current?.done(reply.answer)
    else current?.failed(new ApartFailure('failed', reply.message))
    this.#assign()
    if (worker.current === undefined) this.#endLater(worker)
  }

  /** The next task starts another one. */
  #endLater(worker: Worker<Task, Answer>): void {
    const end = (): void => this.#end(worker, 'stopped', 'nobody needed it')
    worker.timer = setTimeout(end, this.#bounds.idleMilliseconds ?? idleMilliseconds).unref()
  }

  #end(worker: Worker<Task, Answer>, why: ApartFailure['why'], message: string): void {
    if (!this.#workers.delete(worker)) return
    clearTimeout(worker.timer)
    worker.child.kill('SIGKILL')
    worker.current?.failed(new ApartFailure(why, message))
    if (!this.#isStopped) this.#assign()
  }
}
