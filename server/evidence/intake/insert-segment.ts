import type { Logger } from 'pino'
import type { Engine } from '../../platform/engine/engine.ts'
import { Problem } from '../../platform/problem.ts'
import { GaveUp, type ApartReader } from './read-apart.ts'
import type { Segment } from './spool.ts'

export interface Inserting {
  readonly engine: Engine
  readonly reader: ApartReader
  readonly log: Pick<Logger, 'warn' | 'error'>
  readonly segment: Segment
  /** Whether the segment failed often while others went in: then trouble with it is its own. */
  readonly isSuspect: boolean
  /** Keeps rows for a person, with the reason. */
  readonly setAside: (segment: Segment, rows: Uint8Array, reason: string) => Promise<void>
}

const newline = 0x0a
/** One bad line among a million costs 40 inserts; beyond this what is left goes aside as a whole. */
const insertsMax = 200

/**
 * What the engine answers for reasons of its own, whatever the rows are: no table or database yet,
 * read-only, out of disk, memory, threads, parts or connections, busy, stopped, not allowed.
 */
const ownTroubles = new Set(
  '60 81 74 75 76 159 160 164 192 193 194 201 202 203 209 210 225 236 241 242 243 252 279 285 319 341 394 425 439 473 497 516 571 735 999'.split(
    ' ',
  ),
)
const diskTroubles = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'EROFS', 'ENOMEM'])

/** Whether an insert failed for a reason of the engine's own: then waiting helps, and setting aside loses. */
export function isEngineAtFault(error: unknown): boolean {
  if (error instanceof Problem) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ownTroubles.has(code) || diskTroubles.has(code)
}

/**
 * Inserts the rows of a segment. Rows that the engine refuses are made anew; what it still refuses is
 * cut in halves until the bad lines are alone, and those are set aside. Throws when waiting may help.
 */
export async function insertSegment(inserting: Inserting, rows: Buffer): Promise<void> {
  if (rows.length === 0) return
  const refusal = await refusalOf(inserting, rows, '')
  if (refusal === undefined) return
  const { segment, reader, log, setAside } = inserting
  log.warn({ segment: segment.name, reason: refusal }, 'the engine refused a segment; its rows are made anew')
  const order = { kind: 'repair', body: Buffer.from(new Uint8Array(rows).buffer), receivedAt: 0 } as const
  const answer = await reader.read(order).catch((error: unknown) => {
    if (error instanceof GaveUp) return error
    throw error
  })
  if (answer instanceof GaveUp) return setAside(segment, rows, `Its rows could not be made anew: ${answer.message}`)
  if (answer.kind !== 'repair') throw new Error('A repair was answered by something else')
  const { rows: repaired, beyond } = answer.repaired
  const whole = Buffer.from(repaired.buffer, repaired.byteOffset, repaired.length)
  await insertHalves(inserting, whole, { left: insertsMax })
  if (beyond.length > 0) await setAside(segment, beyond, 'these lines cannot be read as events')
}

/** Undefined when the rows went in. Names of pieces follow from their place: a repeat after a crash is known. */
async function refusalOf(inserting: Inserting, rows: Buffer, piece: string): Promise<string | undefined> {
  try {
    const deduplicationToken = `${inserting.segment.name}${piece}`
    await inserting.engine.insert({ table: 'evidence.events', rows, deduplicationToken })
    return undefined
  } catch (error) {
    if (isEngineAtFault(error) && !inserting.isSuspect) throw error
    return (error instanceof Error ? error.message : String(error)).slice(0, 500)
  }
}

async function insertHalves(inserting: Inserting, all: Buffer, tries: { left: number }): Promise<void> {
  const pieces = [{ from: 0, to: all.length }]
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const rows = all.subarray(piece.from, piece.to)
    if (rows.length === 0) continue
    tries.left -= 1
    const refusal =
      tries.left < 0
        ? 'Too many lines of the segment were refused to try each.'
        : await refusalOf(inserting, rows, `.repaired.${piece.from}-${piece.to}`)
    if (refusal === undefined) continue
    const middle = piece.from + middleOf(rows)
    if (tries.left >= 0 && middle < piece.to) {
      pieces.push({ from: middle, to: piece.to }, { from: piece.from, to: middle })
      continue
    }
    await inserting.setAside(inserting.segment, rows, refusal)
    inserting.log.error({ segment: inserting.segment.name, reason: refusal }, 'lines of a segment were set aside')
  }
}

/** After the line end nearest to the middle; the length where there is one line only. */
function middleOf(rows: Buffer): number {
  const after = rows.indexOf(newline, rows.length >> 1) + 1
  if (after > 0 && after < rows.length) return after
  const before = rows.lastIndexOf(newline, (rows.length >> 1) - 1) + 1
  return before > 0 ? before : rows.length
}
