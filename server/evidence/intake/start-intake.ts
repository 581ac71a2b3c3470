import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Logger } from 'pino'
import { badInput, tooLarge, unavailable } from '@bellwether/contract/problem.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Engine } from '../../platform/engine/engine.ts'
import { Problem } from '../../platform/problem.ts'
import { createEngineTables } from '../engine-tables.ts'
import { fillEngine, type FillState } from './fill-engine.ts'
import { eventReader, TooLong, type ReadEvents } from './read-events.ts'
import { openSpool, SpoolFull } from './spool.ts'

export interface IntakeOptions {
  readonly engine: Engine
  /** Folder of this installation's evidence; the spool lies in it. One intake at a time. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** How much may wait for the engine; 2 GB when missing. */
  readonly spoolBytesMax?: number
  readonly segmentBytes?: number
}

export interface IntakeState extends FillState {
  readonly spooledBytes: number
}

/** Takes events in: they are on the disk before the answer, and in the engine about a second later. */
export interface Intake {
  /** NDJSON, plain or gzip. All lines or none: throws a problem that names every bad line. */
  accept(stream: Readable, headers: IncomingHttpHeaders): Promise<{ accepted: number; corrected: number }>
  state(): IntakeState
  /** Resolves when everything accepted before can be found. */
  flush(): Promise<void>
  stop(): Promise<void>
}

const inFlightBytesMax = 512 << 20
const retryAfterSeconds = 5
const encodings = new Set(['identity', 'gzip', 'x-gzip', 'deflate', 'br'])

/** Opens the spool, replays what a former run left in it, and starts to fill the engine. */
export async function startIntake(options: IntakeOptions): Promise<Intake> {
  const { engine, clock, log } = options
  const spool = await openSpool({
    folder: join(options.folder, 'spool'),
    bytesMax: options.spoolBytesMax ?? 2 * 2 ** 30,
    segmentBytes: options.segmentBytes ?? 32 << 20,
    segmentMilliseconds: 1000,
  })
  if (engine.state().state === 'ready') await createEngineTables(engine)
  const filler = fillEngine({ engine: withTables(engine), spool, log })
  let inFlightBytes = 0

  async function accept(
    stream: Readable,
    headers: IncomingHttpHeaders,
  ): Promise<{ accepted: number; corrected: number }> {
    const engineState = engine.state()
    if (engineState.state === 'off') throw new Problem(unavailable, engineState.reason, { retryAfterSeconds: 60 })
    if (inFlightBytes > inFlightBytesMax) {
      throw new Problem(unavailable, 'Too many events are on their way in.', { retryAfterSeconds })
    }
    const encoding = headers['content-encoding'] ?? 'identity'
    if (!encodings.has(encoding)) {
      throw new Problem(badInput, `The content encoding "${encoding}" is not understood; send plain NDJSON or gzip.`)
    }
    let bytes = 0
    const count = (more: number): void => {
      bytes += more
      inFlightBytes += more
    }
    try {
      const read = await readStream(stream, clock.now().getTime(), count)
      if (read.errors.length > 0) {
        throw new Problem(badInput, 'Nothing was accepted: some lines are not right.', { errors: [...read.errors] })
      }
      await spool.append(read.rows).catch((error: unknown) => {
        throw spoolProblem(error, log)
      })
      return { accepted: read.accepted, corrected: read.corrected }
    } finally {
      inFlightBytes -= bytes
    }
  }

  return {
    accept,
    state: () => ({ ...filler.state(), spooledBytes: spool.bytes() }),
    flush: () => filler.flush(),
    stop: async () => {
      await filler.stop()
      await spool.stop()
    },
  }
}

/** The engine may start later than the intake, or lose its folder: tables are made before the first insert. */
function withTables(engine: Engine): Engine {
  let made: Promise<void> | undefined
  return {
    ...engine,
    insert: async (batch) => {
      made ??= createEngineTables(engine)
      await made.catch((error: unknown) => {
        made = undefined
        throw error
      })
      await engine.insert(batch)
    },
  }
}

async function readStream(stream: Readable, receivedAt: number, count: (bytes: number) => void): Promise<ReadEvents> {
  const reader = eventReader(receivedAt)
  try {
    for await (const chunk of await unzipped(stream)) {
      count(chunk.length)
      reader.push(chunk)
    }
  } catch (error) {
    throw readProblem(error)
  }
  return reader.end()
}

const gzipMagic = 0x1f

/**
 * The plain bytes of a body. Its first byte decides, not its header: the HTTP server may have
 * decompressed it already, and no line of JSON begins with this byte.
 */
async function unzipped(stream: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const first = await chunks.next()
  const whole = async function* (): AsyncGenerator<Buffer> {
    if (first.done !== true) yield first.value
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  if (first.done === true || first.value[0] !== gzipMagic) return whole()
  const plain = createGunzip({ chunkSize: 256 << 10 })
  // What goes wrong on either side comes out of the iteration.
  pipeline(Readable.from(whole(), { objectMode: false }), plain, () => undefined)
  return plain
}

function readProblem(error: unknown): unknown {
  if (error instanceof TooLong) return new Problem(tooLarge, error.message)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR')) {
    const detail =
      'The compressed body is damaged or not complete. Nothing was accepted: compress it anew and send it again.'
    return new Problem(badInput, detail, { errors: [{ pointer: '', detail }] })
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Problem(badInput, 'The request ended too early. Nothing was accepted: send it again.')
  }
  return error
}

function spoolProblem(error: unknown, log: IntakeOptions['log']): unknown {
  if (error instanceof SpoolFull) {
    return new Problem(unavailable, 'Too many events wait for the evidence engine.', { retryAfterSeconds: 30 })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE'].includes(code)) return error
  log.error({ code }, 'events cannot be written to the disk')
  return new Problem(unavailable, 'The disk of the evidence is full or broken.', { retryAfterSeconds: 30 })
}
