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

/** Moves spooled segments into the engine, oldest first, each until the engine has acknowledged it. */
export function fillEngine({ engine, spool, log }: FillOptions): Filler {
  const state = { insertedSegments: 0, insertedBytes: 0, setAside: 0 }
  let isStopping = false
  let wanted: { resolve: () => void }[] = []
  let wake: (() => void) | undefined

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => (clearTimeout(timer), resolve())
    })

  async function insertSegment(segment: Segment): Promise<void> {
    const rows = wholeLines(await readFile(segment.path))
    if (rows.length > 0) {
      try {
        await engine.insert({ table: 'evidence.events', rows, deduplicationToken: segment.name })
      } catch (error) {
        if (error instanceof Problem) throw error
        await insertRepaired(segment, rows, error)
      }
    }
    await spool.remove(segment)
    state.insertedSegments += 1
    state.insertedBytes += rows.length
  }

  /** The engine refused the bytes: rows are made anew, and what still does not fit is set aside for a person. */
  async function insertRepaired(segment: Segment, rows: Buffer, refusal: unknown): Promise<void> {
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
      state.setAside += 1
      log.error({ segment: segment.name, folder: aside, reason: messageOf(error) }, 'a segment was set aside')
    }
  }

  async function loop(): Promise<void> {
    for (;;) {
      const flushing = wanted
      wanted = []
      try {
        const segment = await spool.takeClosed(Date.now(), flushing.length > 0 || isStopping)
        if (segment === undefined) {
          for (const one of flushing) one.resolve()
          if (isStopping) return
          await pause(idleMilliseconds)
        } else {
          wanted.unshift(...flushing)
          await insertSegment(segment)
        }
      } catch (error) {
        wanted.unshift(...flushing)
        if (isStopping) return
        if (!(error instanceof Problem)) log.error({ reason: messageOf(error) }, 'events wait in the spool')
        await pause(retryMilliseconds)
      }
    }
  }

  const running = loop()
  return {
    state: () => ({ ...state }),
    flush: () =>
      new Promise((resolve) => {
        wanted.push({ resolve })
        wake?.()
      }),
    stop: async () => {
      isStopping = true
      wake?.()
      await running
    },
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
