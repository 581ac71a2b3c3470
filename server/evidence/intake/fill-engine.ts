import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Engine } from '../../platform/engine/engine.ts'
import { insertSegment, isEngineAtFault, type Inserting } from './insert-segment.ts'
import type { ApartReader } from './read-apart.ts'
import type { Segment, Spool } from './spool.ts'

export interface FillState {
  readonly insertedSegments: number
  readonly insertedBytes: number
  /** Files in the folder `set-aside`: what the engine refused for good. */
  readonly setAside: number
  /** When a segment went in, or there was none left. */
  readonly lastSuccessAt: Date | null
  /** Why what waits has to wait. */
  readonly waitsBecause: string | null
}

export interface Filler {
  state(): FillState
  /** Resolves when everything that was accepted before is in the engine or set aside. */
  flush(): Promise<void>
  stop(): Promise<void>
}

interface FillOptions {
  readonly engine: Engine
  readonly spool: Spool
  readonly reader: ApartReader
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const idleMilliseconds = 100
const retryMilliseconds = 1000
/** A segment that fails so often while the engine is ready lets the others pass. */
const attemptsMax = 10
const newline = 0x0a

interface Filling extends FillOptions {
  readonly done: { insertedSegments: number; insertedBytes: number }
  lastSuccessAt: Date | null
  waitsBecause: string | null
  /** How often each segment failed though the engine was ready, and what had gone in by then. */
  readonly attempts: Map<string, { count: number; insertedBefore: number }>
  isStopping: boolean
  /** Who waits until everything accepted before is in the engine. */
  flushing: (() => void)[]
  wake: () => void
}

/** Moves spooled segments into the engine, oldest first, each until the engine has acknowledged it. */
export function fillEngine(options: FillOptions): Filler {
  const filling: Filling = {
    ...options,
    done: { insertedSegments: 0, insertedBytes: 0 },
    lastSuccessAt: null,
    waitsBecause: null,
    attempts: new Map(),
    isStopping: false,
    flushing: [],
    wake: () => undefined,
  }
  const running = fillUntilStopped(filling)
  return {
    state: () => ({
      ...filling.done,
      setAside: options.spool.setAside(),
      lastSuccessAt: filling.lastSuccessAt,
      waitsBecause: filling.waitsBecause,
    }),
    flush: () =>
      new Promise((resolve) => {
        filling.flushing.push(resolve)
        filling.wake()
      }),
    stop: async () => {
      filling.isStopping = true
      filling.wake()
      await running
    },
  }
}

const pause = (filling: Filling, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    filling.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })

async function fillUntilStopped(filling: Filling): Promise<void> {
  for (;;) {
    try {
      if (await fillOnce(filling)) continue
      if (filling.isStopping) return
      await pause(filling, idleMilliseconds)
    } catch (error) {
      // What waits is on the disk; the next start goes on with it.
      if (filling.isStopping) return
      const reason = messageOf(error)
      if (reason !== filling.waitsBecause) filling.log.warn({ reason }, 'events wait in the spool')
      filling.waitsBecause = reason
      await pause(filling, retryMilliseconds)
    }
  }
}

/** Inserts one segment; false, and whoever waits is told, when there is none. */
async function fillOnce(filling: Filling): Promise<boolean> {
  // Only who waited before the look knows that everything before is in the engine.
  const waitedBefore = filling.flushing.length
  const segment = await filling.spool.takeClosed(Date.now(), waitedBefore > 0 || filling.isStopping)
  if (segment === undefined) {
    succeed(filling)
    for (const resolve of filling.flushing.splice(0, waitedBefore)) resolve()
    return false
  }
  await fillWith(filling, segment)
  return true
}

function succeed(filling: Filling): void {
  filling.lastSuccessAt = new Date()
  filling.waitsBecause = null
}

async function fillWith(filling: Filling, segment: Segment): Promise<void> {
  const { spool, engine, reader, log, done, attempts } = filling
  const rows = await readFile(segment.path).catch((error: unknown) => unreadable(error))
  if (typeof rows === 'string') {
    log.error({ segment: segment.name, reason: rows }, 'a segment cannot be read and was set aside')
    return spool.setSegmentAside(segment, rows)
  }
  const before = attempts.get(segment.name)
  // Others went in while this one failed again and again: it is the segment, not the engine.
  const isSuspect = before !== undefined && done.insertedSegments > before.insertedBefore
  const inserting: Inserting = { engine, reader, log, segment, isSuspect, setAside: spool.setRowsAside }
  try {
    await insertSegment(inserting, wholeLines(rows))
  } catch (error) {
    if (isEngineAtFault(error) && engine.state().state === 'ready') countAttempt(filling, segment)
    throw error
  }
  attempts.delete(segment.name)
  await spool.remove(segment)
  done.insertedSegments += 1
  done.insertedBytes += rows.length
  succeed(filling)
}

/** Why a file cannot be read; throws where it soon can. */
function unreadable(error: unknown): string {
  if (['EMFILE', 'ENFILE', 'ENOMEM'].includes(String((error as NodeJS.ErrnoException).code))) throw error
  return messageOf(error)
}

function countAttempt({ attempts, done, spool }: Filling, segment: Segment): void {
  const known = attempts.get(segment.name) ?? { count: 0, insertedBefore: done.insertedSegments }
  known.count += 1
  attempts.set(segment.name, known)
  if (known.count % attemptsMax === 0) spool.putLast(segment)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500)

/** A crash can leave half a line at the end; it was never acknowledged. */
function wholeLines(rows: Buffer): Buffer {
  return rows.subarray(0, rows.lastIndexOf(newline) + 1)
}
