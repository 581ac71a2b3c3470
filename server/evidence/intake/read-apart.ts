import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { said } from '@bellwether/contract/said.ts'
import type { ReadEvents } from './read-events.ts'

export interface ReadingOrder {
  readonly kind: 'events' | 'repair'
  readonly body: Uint8Array
  readonly receivedAt: number
}

export type ReadingAnswer =
  | { kind: 'events'; read: ReadEvents }
  | { kind: 'repair'; repaired: { rows: Uint8Array; beyond: Uint8Array } }
  | { kind: 'too-long'; detail: string }
  | { kind: 'damaged' }
  | { kind: 'ready' }

/** The thread took longer than it may, or more memory: what it read is to blame. */
export class GaveUp extends Error {}

/** Reads what strangers send in threads of their own, so that no body can hold up anybody else. */
export interface ApartReader {
  /** Takes the memory of `body` over. Throws `GaveUp` past the deadline. */
  read(order: ReadingOrder): Promise<ReadingAnswer>
  stop(): Promise<void>
}

const deadlineMilliseconds = 20_000
/** Megabytes: the parsed lines live one at a time, the bytes lie outside this heap. */
const heapMax = 256
/** Two at least: one that takes its time must leave a way past. */
const threadsMax = Math.max(2, Math.min(4, availableParallelism() - 1))

interface Waiting {
  readonly order: ReadingOrder
  readonly resolve: (answer: ReadingAnswer) => void
  readonly reject: (error: Error) => void
}

interface Thread {
  readonly worker: Worker
  current: Waiting | undefined
  timer: NodeJS.Timeout | undefined
  /** Whether it has started; that time counts against nobody's deadline. */
  isReady: boolean
}

/**
 * Threads and not processes: bodies of 64 MB change hands without a copy, and one line of at most
 * 1 MB at a time cannot fill a heap.
 */
export function readApart(options: { deadlineMilliseconds?: number } = {}): ApartReader {
  return new Threads(options.deadlineMilliseconds ?? deadlineMilliseconds)
}

class Threads implements ApartReader {
  readonly #deadline: number
  readonly #threads = new Set<Thread>()
  readonly #waiting: Waiting[] = []
  #isStopped = false

  constructor(deadline: number) {
    this.#deadline = deadline
  }

  read(order: ReadingOrder): Promise<ReadingAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order, resolve, reject })
      this.#assign()
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    const threads = [...this.#threads]
    const left = [...this.#waiting.splice(0), ...threads.flatMap((thread) => this.#settle(thread) ?? [])]
    for (const one of left) one.reject(new GaveUp(said`The server stops.`))
    await Promise.all(threads.map((thread) => thread.worker.terminate()))
  }

  #assign(): void {
    if (this.#isStopped || this.#waiting.length === 0) return
    const idle = [...this.#threads].find((thread) => thread.current === undefined)
    const thread = idle ?? (this.#threads.size < threadsMax ? this.#start() : undefined)
    if (thread === undefined) return
    const one = this.#waiting.shift()!
    thread.current = one
    thread.worker.ref()
    this.#watch(thread)
    thread.worker.postMessage(one.order, [one.order.body.buffer as ArrayBuffer])
  }

  #start(): Thread {
    const worker = new Worker(new URL('reading-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMax },
    })
    const thread: Thread = { worker, current: undefined, timer: undefined, isReady: false }
    worker.on('message', (answer: ReadingAnswer) => this.#receive(thread, answer))
    worker.on('error', (error) => this.#drop(thread, error))
    worker.unref()
    this.#threads.add(thread)
    return thread
  }

  #receive(thread: Thread, answer: ReadingAnswer): void {
    if (answer.kind === 'ready') {
      thread.isReady = true
      return this.#watch(thread)
    }
    this.#settle(thread)?.resolve(answer)
    this.#assign()
  }

  #watch(thread: Thread): void {
    if (!thread.isReady || thread.current === undefined) return
    const late = (): void => this.#drop(thread, new Error(said`It took longer than ${this.#deadline} ms.`))
    thread.timer = setTimeout(late, this.#deadline)
  }

  #settle(thread: Thread): Waiting | undefined {
    const { current } = thread
    clearTimeout(thread.timer)
    thread.current = undefined
    thread.worker.unref()
    return current
  }

  /** A thread that failed is replaced; what it was reading is refused, not tried again. */
  #drop(thread: Thread, error: Error): void {
    if (!this.#threads.delete(thread)) return
    void thread.worker.terminate()
    this.#settle(thread)?.reject(new GaveUp(error.message))
    this.#assign()
  }
}
