import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { badInput, tooLarge, unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Engine } from '../../platform/engine/engine.ts'
import { Problem } from '../../platform/problem.ts'
import { migrateEvidence } from '../migrate-evidence.ts'
import { fillEngine, type FillState } from './fill-engine.ts'
import { collectBody } from './collect-body.ts'
import { openTally, type Tally } from '../rejections/tally.ts'
import { GaveUp, readApart, type ApartReader } from './read-apart.ts'
import type { ReadEvents } from './read-events.ts'
import { openSpool, SpoolFull, type Spool } from './spool.ts'
import type { Accepted } from './read-events.ts'

export interface IntakeOptions {
  readonly engine: Engine
  /** Folder of this installation's evidence; the spool lies in it. One intake at a time. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** How much may wait for the engine; 2 GB when missing. */
  readonly spoolBytesMax?: number
  readonly segmentBytes?: number
  /** How long a request may take to read; 20 seconds when missing. */
  readonly deadlineMilliseconds?: number
}

export interface IntakeState extends FillState {
  readonly spooledBytes: number
}

/** Takes events in: they are on the disk before the answer, and in the engine about a second later. */
export interface Intake {
  /** NDJSON, plain or gzip. Keeps the good lines and answers why the others were refused. */
  accept(stream: Readable, headers: IncomingHttpHeaders): Promise<Accepted>
  readonly tally: Tally
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
  if (engine.state().state === 'ready') await migrateEvidence(engine)
  const { deadlineMilliseconds } = options
  const reader = readApart(deadlineMilliseconds === undefined ? {} : { deadlineMilliseconds })
  const filler = fillEngine({ engine: withTables(engine), spool, reader, log })
  const tally = openTally()
  let inFlightBytes = 0

  async function accept(stream: Readable, headers: IncomingHttpHeaders): Promise<Accepted> {
    refuseUnreadable(engine, inFlightBytes, headers['content-encoding'] ?? 'identity')
    let bytes = 0
    try {
      const body = await collectBody(stream, (more) => {
        bytes += more
        inFlightBytes += more
      })
      const read = await readThere(reader, body, clock.now().getTime())
      const { rows, ...accepted } = read
      inFlightBytes += rows.length
      bytes += rows.length
      await append(spool, rows, log)
      return accepted
    } finally {
      inFlightBytes -= bytes
    }
  }

  return {
    accept,
    tally,
    state: () => ({ ...filler.state(), spooledBytes: spool.bytes() }),
    flush: async () => {
      await filler.flush()
      await tally.flush()
    },
    stop: async () => {
      await filler.stop()
      await reader.stop()
      await spool.stop()
      await tally.flush()
    },
  }
}

/** The engine may start later than the intake, or lose its folder: tables are made before the first insert. */
function withTables(engine: Engine): Engine {
  let made: Promise<void> | undefined
  return {
    ...engine,
    insert: async (batch) => {
      made ??= migrateEvidence(engine)
      await made.catch((error: unknown) => {
        made = undefined
        throw error
      })
      await engine.insert(batch).catch((error: unknown) => {
        // UNKNOWN_TABLE and UNKNOWN_DATABASE: somebody took the tables away.
        if (error instanceof Error && 'code' in error && ['60', '81'].includes(String(error.code))) made = undefined
        throw error
      })
    },
  }
}

function refuseUnreadable(engine: Engine, inFlightBytes: number, encoding: string): void {
  const engineState = engine.state()
  if (engineState.state === 'off') throw new Problem(unavailable, engineState.reason, { retryAfterSeconds: 60 })
  if (inFlightBytes > inFlightBytesMax) {
    throw new Problem(unavailable, said`Too many events are on their way in.`, { retryAfterSeconds })
  }
  if (!encodings.has(encoding)) {
    throw new Problem(badInput, said`The content encoding "${encoding}" is not understood; send plain NDJSON or gzip.`)
  }
}

const damaged = said`The compressed body is damaged or not complete. Nothing was accepted: compress it anew and send it again.`

async function readThere(reader: ApartReader, body: Uint8Array, receivedAt: number): Promise<ReadEvents> {
  const answer = await reader.read({ kind: 'events', body, receivedAt }).catch((error: unknown) => {
    if (!(error instanceof GaveUp)) throw error
    throw new Problem(tooLarge, said`Nothing was accepted: ${error.message} Send it in smaller parts.`)
  })
  if (answer.kind === 'too-long') throw new Problem(tooLarge, said`Nothing was accepted. ${answer.detail}`)
  if (answer.kind === 'damaged') {
    throw new Problem(badInput, damaged, { errors: [{ pointer: '', detail: damaged }] })
  }
  if (answer.kind !== 'events') throw new Error('Events were answered by something else')
  return answer.read
}

async function append(spool: Spool, rows: Uint8Array, log: IntakeOptions['log']): Promise<void> {
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.length)
  await spool.append([bytes]).catch((error: unknown) => {
    throw spoolProblem(error, log)
  })
}

function spoolProblem(error: unknown, log: IntakeOptions['log']): unknown {
  if (error instanceof SpoolFull) {
    return new Problem(unavailable, said`Too many events wait for the evidence engine.`, { retryAfterSeconds: 30 })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE'].includes(code)) return error
  log.error({ code }, 'events cannot be written to the disk')
  return new Problem(unavailable, said`The disk of the evidence is full or broken.`, { retryAfterSeconds: 30 })
}
