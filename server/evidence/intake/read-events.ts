import { judgeEvent } from './event-row.ts'

export const lineBytesMax = 1 << 20
export const requestBytesMax = 64 << 20
const errorsMax = 100
const newline = 0x0a
const closingBrace = 0x7d

export interface ReadEvents {
  /** Rows for the engine, NDJSON, each with its line end. */
  readonly rows: readonly Buffer[]
  readonly bytes: number
  readonly accepted: number
  readonly corrected: number
  /** Bad lines, the first 100; pointer "/12" is line 12. */
  readonly errors: readonly { pointer: string; detail: string }[]
}

export interface EventReader {
  push(chunk: Buffer): void
  end(): ReadEvents
}

/** A line or a request is over its limit. */
export class TooLong extends Error {}

/**
 * Reads NDJSON events, chunk by chunk. Every line is parsed once to check it; lines that hold only
 * standard attributes are handed on as the bytes that came, runs of them in one piece.
 */
export function eventReader(receivedAt: number): EventReader {
  const rows: Buffer[] = []
  const errors: { pointer: string; detail: string }[] = []
  let rest: Buffer[] = []
  let restBytes = 0
  let [bytes, line, accepted, corrected] = [0, 0, 0, 0]

  function readLines(block: Buffer): void {
    let runStart = 0
    let start = 0
    const endRun = (end: number) => void (end > runStart && rows.push(block.subarray(runStart, end)))
    for (let end = block.indexOf(newline); end !== -1; end = block.indexOf(newline, start)) {
      line += 1
      if (end - start > lineBytesMax) throw new TooLong(`Line ${line} is longer than 1 MB.`)
      const replacement = readLine(block, start, end)
      if (replacement !== undefined) {
        endRun(start)
        if (replacement.length > 0) rows.push(replacement)
        runStart = end + 1
      }
      start = end + 1
    }
    endRun(start)
  }

  /** What takes the line's place: nothing when its bytes may stay, empty when it has no row. */
  function readLine(block: Buffer, start: number, end: number): Buffer | undefined {
    const text = block.toString('utf8', start, end)
    if (text.trim() === '') return Buffer.alloc(0)
    const outcome = judgeLine(text, receivedAt)
    if (outcome.kind === 'bad') {
      if (errors.length < errorsMax) errors.push({ pointer: `/${line}`, detail: outcome.detail })
      return Buffer.alloc(0)
    }
    accepted += 1
    if (outcome.kind === 'as-it-is') return undefined
    if (outcome.kind === 'classed') return withClass(block.subarray(start, end), outcome.classId)
    if (outcome.isCorrected) corrected += 1
    return Buffer.from(`${outcome.row}\n`)
  }

  return {
    push(chunk) {
      bytes += chunk.length
      if (bytes > requestBytesMax) throw new TooLong('The request is larger than 64 MB; send it in parts.')
      const last = chunk.lastIndexOf(newline)
      if (last === -1) {
        rest.push(chunk)
        restBytes += chunk.length
        if (restBytes > lineBytesMax) throw new TooLong(`Line ${line + 1} is longer than 1 MB.`)
        return
      }
      const whole = chunk.subarray(0, last + 1)
      readLines(rest.length === 0 ? whole : Buffer.concat([...rest, whole]))
      rest = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : []
      restBytes = chunk.length - last - 1
    },
    end() {
      if (restBytes > 0) readLines(Buffer.concat([...rest, Buffer.from('\n')]))
      return { rows, bytes: rows.reduce((sum, row) => sum + row.length, 0), accepted, corrected, errors }
    },
  }
}

/** The line's own bytes with its class before the closing brace. */
function withClass(line: Buffer, classId: string): Buffer {
  return Buffer.concat([line.subarray(0, line.lastIndexOf(closingBrace)), Buffer.from(`,"class":"${classId}"}\n`)])
}

function judgeLine(text: string, receivedAt: number): ReturnType<typeof judgeEvent> {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch (error) {
    return { kind: 'bad', detail: `This is not JSON: ${(error as Error).message.slice(0, 200)}` }
  }
  return judgeEvent(event, receivedAt)
}
