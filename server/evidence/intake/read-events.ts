import { said } from '@bellwether/contract/said.ts'
import { gunzipSync } from 'node:zlib'
import { judgeLine, type LineOutcome, type Understood } from './event-row.ts'

const lineBytesMax = 1 << 20
export const requestBytesMax = 64 << 20
const refusalsMax = 100
const blankLinesMax = 100_000
const linesMax = 1_000_000
/** A body of which so many lines are refused and hardly one is kept holds no events. */
const refusedLinesMax = 10_000
/** How much of a refused line is kept for whoever looks for what went wrong. */
const keptBytesMax = 4096
/** Compressed bodies may grow so many times; small ones more. */
const expansionMax = 200
const expansionFree = 16 << 20
const [newline, carriageReturn, space, tab, closingBrace] = [0x0a, 0x0d, 0x20, 0x09, 0x7d]

export interface RefusedLine {
  /** From 1. */
  readonly line: number
  /** JSON pointer within the event; empty for the line as a whole. */
  readonly pointer: string
  readonly detail: string
  /** The line, cut to some KB. */
  readonly text: string
}

/** Counts of accepted events that lack something in every form that is understood. */
export interface NotUnderstood {
  service: number
  instant: number
  status: number
}

export interface ReadEvents {
  /** Rows for the engine, NDJSON, each with its line end; memory of its own. */
  readonly rows: Uint8Array
  readonly accepted: number
  readonly corrected: number
  /** The first 100 of them. */
  readonly refused: readonly RefusedLine[]
  readonly refusedCount: number
  /** Refused lines that were too long. */
  readonly tooLongCount: number
  readonly notUnderstood: NotUnderstood
}

/** A request is over one of its limits as a whole. */
export class TooLong extends Error {}
/** A compressed body is broken. */
export class Damaged extends Error {}

const gzipMagic = 0x1f

/**
 * The plain bytes of a body. Its first byte decides, not its header: a proxy may have decompressed it
 * already, and no line of JSON begins with this byte.
 */
export function plainBytes(body: Buffer, largest = requestBytesMax): Buffer {
  if (body[0] !== gzipMagic) return body
  const bytesMax = Math.min(largest, Math.max(expansionFree, body.length * expansionMax))
  try {
    return gunzipSync(body, { maxOutputLength: bytesMax })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new TooLong(
        said`The request unpacks to more than ${bytesMax >> 20} MB, or to more than ${expansionMax} times its size; send it in parts.`,
      )
    }
    throw new Damaged()
  }
}

interface Reading {
  readonly block: Buffer
  readonly receivedAt: number
  readonly rows: Uint8Array[]
  readonly refused: RefusedLine[]
  readonly counts: { accepted: number; corrected: number; refused: number; tooLong: number; blank: number }
  readonly notUnderstood: NotUnderstood
  /** Where the run of lines that stay as they are began. */
  runStart: number
  line: number
}

/**
 * Reads NDJSON events. Every line is judged alone: good ones are kept whatever is beside them. Lines
 * that hold only standard attributes are handed on as the bytes that came, runs of them in one piece.
 */
export function readEvents(body: Buffer, receivedAt: number): ReadEvents {
  const plain = plainBytes(body)
  if (plain.length > requestBytesMax) throw new TooLong(said`The request is larger than 64 MB; send it in parts.`)
  const reading = startReading(plain, receivedAt)
  let start = 0
  for (let end = plain.indexOf(newline); end !== -1; end = plain.indexOf(newline, start)) {
    readLine(reading, start, end)
    start = end + 1
  }
  if (start < plain.length) {
    readLine(reading, start, plain.length)
    endRun(reading, plain.length)
    // The last line may lack its end, and every row needs one.
    if (reading.runStart < plain.length) reading.rows.push(Buffer.from('\n'))
  } else endRun(reading, start)
  const { counts, rows, refused, notUnderstood } = reading
  const { accepted, corrected, refused: refusedCount, tooLong: tooLongCount } = counts
  return { rows: inOnePiece(rows), accepted, corrected, refused, refusedCount, tooLongCount, notUnderstood }
}

/** Memory that belongs to nothing else can be handed to another thread without a copy. */
function inOnePiece(rows: readonly Uint8Array[]): Buffer {
  const all = Buffer.allocUnsafeSlow(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

const startReading = (block: Buffer, receivedAt: number): Reading => ({
  block,
  receivedAt,
  rows: [],
  refused: [],
  counts: { accepted: 0, corrected: 0, refused: 0, tooLong: 0, blank: 0 },
  notUnderstood: { service: 0, instant: 0, status: 0 },
  runStart: 0,
  line: 0,
})

function endRun(reading: Reading, end: number): void {
  if (end > reading.runStart) reading.rows.push(reading.block.subarray(reading.runStart, end))
}

/** Puts something in the place of a line, or nothing. */
function replaceLine(reading: Reading, start: number, end: number, row?: Buffer): void {
  endRun(reading, start)
  if (row !== undefined) reading.rows.push(row)
  reading.runStart = end + 1
}

function isBlank(block: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = block[at]
    if (byte !== space && byte !== tab && byte !== carriageReturn) return false
  }
  return true
}

function readLine(reading: Reading, start: number, end: number): void {
  const { block, counts, receivedAt } = reading
  reading.line += 1
  if (reading.line > linesMax) throw new TooLong(said`The request has more than 1,000,000 lines; send it in parts.`)
  if (isBlank(block, start, end)) {
    counts.blank += 1
    if (counts.blank > blankLinesMax) throw new TooLong(said`The request has more than 100,000 empty lines.`)
    return replaceLine(reading, start, end)
  }
  if (end - start > lineBytesMax) {
    counts.tooLong += 1
    return refuse(reading, start, end, { pointer: '', detail: said`The line is longer than 1 MB.` })
  }
  const from = start + markLength(block, start)
  const outcome = judgeLine(block.toString('utf8', from, end), receivedAt)
  if (outcome.kind === 'bad') return refuse(reading, start, end, outcome)
  counts.accepted += 1
  countUnderstood(reading.notUnderstood, outcome.understood)
  const row = rowOf(outcome, block.subarray(from, end), from > start)
  if (row !== undefined) replaceLine(reading, start, end, row)
  if (outcome.kind === 'rewritten' && outcome.isCorrected) counts.corrected += 1
}

/** A byte order mark, which some editors put before a text. */
const markLength = (block: Buffer, start: number): number =>
  block[start] === 0xef && block[start + 1] === 0xbb && block[start + 2] === 0xbf ? 3 : 0

/** Everybody who may read evidence reads refused lines, and some are headers of a request. */
const withoutSecrets = (text: string): string =>
  text
    .replaceAll('\0', '')
    .toWellFormed()
    .replaceAll(
      /((?:authorization|cookie|token|passw(?:or)?d|secret|api[_-]?key)\\{0,2}["']?[ \t]{0,3}[:=][ \t]{0,3}\\{0,2}["']?)[^"'\\,}\r\n]{1,4096}/gi,
      '$1***',
    )

function refuse(
  reading: Reading,
  start: number,
  end: number,
  { pointer, detail }: { pointer: string; detail: string },
): void {
  reading.counts.refused += 1
  if (reading.counts.refused > refusedLinesMax + 10 * reading.counts.accepted)
    throw new TooLong(said`More than 10,000 lines are no events; the last one: ${detail}`)
  if (reading.refused.length < refusalsMax) {
    const text = reading.block.toString('utf8', start, Math.min(end, start + keptBytesMax))
    reading.refused.push({ line: reading.line, pointer, detail, text: withoutSecrets(text) })
  }
  replaceLine(reading, start, end)
}

function countUnderstood(counts: NotUnderstood, understood: Understood): void {
  if (!understood.hasService) counts.service += 1
  if (!understood.hasInstant) counts.instant += 1
  if (!understood.hasStatus) counts.status += 1
}

/** The row in the place of a line; undefined when its bytes may stay. */
function rowOf(outcome: Exclude<LineOutcome, { kind: 'bad' }>, line: Buffer, hasMark: boolean): Buffer | undefined {
  if (outcome.kind === 'rewritten') return Buffer.from(`${outcome.row}\n`)
  if (outcome.kind === 'as-it-is') return hasMark ? Buffer.concat([line, Buffer.from('\n')]) : undefined
  // The line's own bytes with its class before the closing brace.
  return Buffer.concat([
    line.subarray(0, line.lastIndexOf(closingBrace)),
    Buffer.from(`,"class":"${outcome.classId}"}\n`),
  ])
}

/** Makes rows of the spool anew that the engine refused; answers the lines that cannot be made one. */
export function repairRows(rows: Buffer): { rows: Buffer; beyond: Buffer } {
  const repaired: string[] = []
  const beyond: string[] = []
  for (const line of rows.toString().split('\n')) {
    if (line === '') continue
    const row = repairRow(line)
    if (row === undefined) beyond.push(line)
    else repaired.push(row)
  }
  return { rows: joined(repaired), beyond: joined(beyond) }
}

const joined = (lines: readonly string[]): Buffer => inOnePiece(lines.map((line) => Buffer.from(`${line}\n`)))

function repairRow(line: string): string | undefined {
  try {
    const { class: _, ...fields } = JSON.parse(line) as Record<string, unknown>
    const at = Date.parse(String(fields['timestamp']))
    // An attribute that is no standard one forces a row made anew.
    const outcome = judgeLine(JSON.stringify({ ...fields, 'intake.repaired': 'true' }), at)
    return outcome.kind === 'rewritten' ? outcome.row : undefined
  } catch {
    return undefined
  }
}

/** What came of a request: its rows are on the disk, its refused lines were not taken. */
export type Accepted = Omit<ReadEvents, 'rows'>
