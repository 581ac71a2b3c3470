import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngine } from '../server/platform/engine/start-engine.ts'
import { migrateEvidence } from '../server/evidence/migrate-evidence.ts'
import { createWorld } from '../server/demo/world/create-world.ts'
import { openStack } from './open-stack.ts'
import { realRequests } from './real-traffic.ts'

const log = { info: () => undefined, warn: console.warn, error: console.error }
const events = 400_000
const bodies = 80
const senders = 4
const rounds = 3

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Bodies of NDJSON with the time of now: lines of the generated world and of a real log by turns. */
function makeBodies(): Buffer[] {
  const startsAt = new Date(Date.now() - 3_600_000)
  const world = createWorld({ seed: 7, eventsPerSecond: 2000, startsAt })
  const real = realRequests(startsAt)
  const lines: string[] = []
  for (const event of world.eventsBetween(startsAt, new Date(startsAt.getTime() + (events / 1500) * 1000))) {
    const isReal = lines.length % 2 === 1
    const { timestamp } = event
    lines.push(JSON.stringify(isReal ? { ...real[(lines.length >> 1) % real.length], timestamp } : event))
    if (lines.length === events) break
  }
  const each = Math.ceil(lines.length / bodies)
  return Array.from({ length: bodies }, (_, n) => Buffer.from(`${lines.slice(n * each, (n + 1) * each).join('\n')}\n`))
}

/** The engine alone: the same rows, in the pieces in which the intake hands them over, nothing before it. */
async function measureEngine(pieces: readonly Buffer[], lines: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const engine = await startEngine({ folder, log })
  await migrateEvidence(engine)
  const startedAt = performance.now()
  for (const [n, rows] of pieces.entries()) {
    await engine.insert({ table: 'evidence.events', rows, deduplicationToken: String(n) })
  }
  const seconds = (performance.now() - startedAt) / 1000
  await engine.stop()
  rmSync(folder, { recursive: true })
  return lines / seconds
}

async function measureIntake(body: readonly Buffer[], lines: number): Promise<{ accepted: number; stored: number }> {
  const stack = await openStack(new Date(), senders)
  const startedAt = performance.now()
  const waiting = [...body]
  await Promise.all(
    Array.from({ length: senders }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await stack.post(next)
    }),
  )
  const acceptedSeconds = (performance.now() - startedAt) / 1000
  await stack.intake.flush()
  const storedSeconds = (performance.now() - startedAt) / 1000
  const [row] = await stack.ctx.engine.query<{ n: number }>('select count() as n from evidence.events')
  if (row?.n !== lines) throw new Error(`${lines} events were sent, ${row?.n} are stored`)
  await stack.stop()
  return { accepted: lines / acceptedSeconds, stored: lines / storedSeconds }
}

/**
 * Events a second through HTTP, until they are on the disk and until they can be found, beside what
 * the engine alone inserts of the same lines. Sender, server and engine share the machine.
 */
export async function run(): Promise<void> {
  const body = makeBodies()
  const lines = body.reduce((sum, one) => sum + one.toString('latin1').split('\n').length - 1, 0)
  const bytes = body.reduce((sum, one) => sum + one.length, 0)
  const perPiece = Math.max(1, Math.ceil((32 << 20) / (bytes / bodies)))
  const pieces = Array.from({ length: Math.ceil(bodies / perPiece) }, (_, n) =>
    Buffer.concat(body.slice(n * perPiece, (n + 1) * perPiece)),
  )
  console.log(`${lines} events, ${Math.round(bytes / lines)} bytes each, ${bodies} requests, ${senders} senders`)
  const engineRates: number[] = []
  const intakeRates: { accepted: number; stored: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    engineRates.push(await measureEngine(pieces, lines))
    intakeRates.push(await measureIntake(body, lines))
  }
  const engine = median(engineRates)
  const accepted = median(intakeRates.map((rate) => rate.accepted))
  const stored = median(intakeRates.map((rate) => rate.stored))
  const per = (rate: number): string => `${Math.round(rate).toLocaleString('en')} events/s`
  console.log(`engine alone          ${per(engine)}`)
  console.log(`intake, on the disk   ${per(accepted)}`)
  console.log(`intake, can be found  ${per(stored)} = ${(stored / engine).toFixed(2)} of the engine alone`)
}
