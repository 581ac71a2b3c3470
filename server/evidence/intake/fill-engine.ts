import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Logger } from 'pino'
import type { Engine } from '../../platform/engine/engine.ts'
import { Problem } from '../../platform/problem.ts'
import { judgeEvent } from './event-row.ts'
import type { Segment, Spool } from './spool.ts'

export interface FillState {
  readonly insertedSegments: number
  readonly insertedBytes: number
  readonly setAside: number
}

export interface Filler {
  state(): FillState
  /** Resolves when everything that was accepted before is in the engine. */
  flush(): Promise<void>
  stop(): Promise<void>
}

interface FillOptions {
  readonly engine: Engine
  readonly spool: Spool
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const idleMilliseconds = 100
const retryMilliseconds = 1000
const newline = 0x0a

interface Filling extends FillOptions {
  readonly done: { insertedSegments: number; insertedBytes: number; setAside: number }
  isStopping: boolean
  /** Who waits until everything accepted before is in the engine. */
  flushing: (() => void)[]
  wake: () => void
}

/** Moves spooled segments into the engine, oldest first, each until the engine has acknowledged it. */
export function fillEngine(options: FillOptions): Filler {
  const filling: Filling = {
    ...options,
    done: { insertedSegments: 0, insertedBytes: 0, setAside: 0 },
    isStopping: false,
    flushing: [],
    wake: () => undefined,
  }
  const running = fillUntilStopped(filling)
  return {
    state: () => ({ ...filling.done }),
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
      if (!(error instanceof Problem)) filling.log.error({ reason: messageOf(error) }, 'events wait in the spool')
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
    for (const resolve of filling.flushing.splice(0, waitedBefore)) resolve()
    return false
  }
  await insertSegment(filling, segment)
  return true
}

async function insertSegment(filling: Filling, segment: Segment): Promise<void> {
  const rows = wholeLines(await readFile(segment.path))
  if (rows.length > 0) {
    try {
      await filling.engine.insert({ table: 'evidence.events', rows, deduplicationToken: segment.name })
    } catch (error) {
      if (error instanceof Problem) throw error
      await insertRepaired(filling, segment, { rows, refusal: error })
    }
  }
  await filling.spool.remove(segment)
  filling.done.insertedSegments += 1
  filling.done.insertedBytes += rows.length
}

/** The engine refused the bytes: rows are made anew, and what still does not fit is set aside for a person. */
async function insertRepaired(
  filling: Filling,
  segment: Segment,
  { rows, refusal }: { rows: Buffer; refusal: unknown },
): Promise<void> {
  const { engine, log, done } = filling
  log.warn(
    { segment: segment.name, reason: messageOf(refusal) },
    'the engine refused a segment; its rows are made anew',
  )
  try {
    const repaired = repairRows(rows)
    await engine.insert({ table: 'evidence.events', rows: repaired, deduplicationToken: `${segment.name}.repaired` })
  } catch (error) {
    if (error instanceof Problem) throw error
    const aside = join(dirname(segment.path), 'set-aside')
    await mkdir(aside, { recursive: true })
    await rename(segment.path, join(aside, basename(segment.path)))
    done.setAside += 1
    log.error({ segment: segment.name, folder: aside, reason: messageOf(error) }, 'a segment was set aside')
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500)

/** A crash can leave half a line at the end; it was never acknowledged. */
function wholeLines(rows: Buffer): Buffer {
  return rows.subarray(0, rows.lastIndexOf(newline) + 1)
}

function repairRows(rows: Buffer): Buffer {
  const repaired: string[] = []
  for (const line of rows.toString().split('\n')) {
    if (line === '') continue
    const { class: _, ...fields } = JSON.parse(line) as Record<string, unknown>
    // An attribute that is no standard one forces a row made anew.
    const outcome = judgeEvent({ ...fields, 'intake.repaired': 'true' }, Date.parse(String(fields['timestamp'])))
    if (outcome.kind === 'rewritten') repaired.push(outcome.row)
  }
  return Buffer.from(`${repaired.join('\n')}\n`)
}
