import { createWorld, type World, type WorldEvent } from '../server/demo/world/create-world.ts'
import { openEvidenceWorld, sendDeploys } from '../server/evidence/evidence.builders.ts'
import { detectSignals, listSignals } from '../server/signals/signals.ts'
import { openStack, type Stack } from './open-stack.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000)
const historyMinutes = 40
const stepSeconds = 5
const eventsPerSecond = 2000
const faultShare = 0.003
const linesAtOnce = 10_000

/** How often a request of the slice must fail for the fault to be 0.3 % of all requests in the end. */
function calibrate(seed: number): number {
  const sample = createWorld({ seed, eventsPerSecond, startsAt: friday })
  let [all, inSlice] = [0, 0]
  for (const event of sample.eventsBetween(friday, new Date(friday.getTime() + 30_000))) {
    all += 1
    if (event.cdn === sample.truth.slice.cdn && event.feature === sample.truth.slice.feature) inSlice += 1
  }
  return Math.min(1, (faultShare * all) / inSlice)
}

const isFault = (event: WorldEvent): boolean => event['error.message']?.startsWith('edge function') ?? false

interface Sent {
  events: number
  faults: number
  firstFaultAt: number | undefined
  customers: Set<string>
}

async function sendBetween(stack: Stack, world: World, from: Date, to: Date, sent: Sent): Promise<void> {
  let lines: string[] = []
  const waiting: Promise<void>[] = []
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return
    waiting.push(stack.post(Buffer.from(`${lines.join('\n')}\n`)))
    lines = []
    if (waiting.length >= 4) await waiting.shift()
  }
  for (const event of world.eventsBetween(from, to)) {
    sent.events += 1
    if (isFault(event)) {
      sent.faults += 1
      sent.firstFaultAt ??= Date.parse(event.timestamp)
      sent.customers.add(event['customer.id'])
    }
    lines.push(JSON.stringify(event))
    if (lines.length === linesAtOnce) await flush()
  }
  await flush()
  await Promise.all(waiting)
}

/** One Friday: history, the bad deploy with two innocent ones around it, and the detector every five seconds. */
async function runFriday(seed: number): Promise<void> {
  const faultProbability = calibrate(seed)
  const world = createWorld({
    seed,
    eventsPerSecond,
    startsAt: minutes(-historyMinutes),
    faultAt: friday,
    faultProbability,
  })
  const stack = await openStack(minutes(-historyMinutes))
  const sent: Sent = { events: 0, faults: 0, firstFaultAt: undefined, customers: new Set() }
  const ids = await sendDeploys(stack.ctx, world, minutes(-600), minutes(60))
  const startedAt = performance.now()
  for (let at = -historyMinutes; at < 0; at += 1) {
    stack.clock.advance(60_000)
    await sendBetween(stack, world, minutes(at), minutes(at + 1), sent)
    // The sender is as fast as the machine; without a pause the spool would only grow.
    await stack.intake.flush()
  }
  const rate = Math.round(sent.events / ((performance.now() - startedAt) / 1000))
  console.log(
    `seed ${seed}: ${sent.events} events of history, made and sent at ${rate}/s; the fault hits ${(faultProbability * 100).toFixed(0)} % of its slice`,
  )
  await detectSignals(stack.ctx)

  const looks: number[] = []
  for (let second = 0; second < 1800; second += stepSeconds) {
    const [from, to] = [second, second + stepSeconds].map((n) => new Date(friday.getTime() + n * 1000)) as [Date, Date]
    stack.clock.advance(stepSeconds * 1000)
    await sendBetween(stack, world, from, to, sent)
    await stack.intake.flush()
    const lookedAt = performance.now()
    await detectSignals(stack.ctx)
    looks.push(performance.now() - lookedAt)
    const [signal] = (await listSignals(stack.ctx, { limit: 10 })).items
    if (signal === undefined) continue
    const where = JSON.stringify(signal.slices[0]?.where)
    const { cdn, feature } = world.truth.slice
    console.log(
      `  detected ${((to.getTime() - sent.firstFaultAt!) / 1000).toFixed(0)} s after the first faulty request, ${sent.faults} faults by then`,
    )
    console.log(
      `  level ${signal.level}; slice ${where} ${where === JSON.stringify({ cdn, feature }) ? 'right' : 'WRONG'}; deploy ${signal.deploy?.id === ids.get(world.truth.deploy!.version) ? 'right' : 'WRONG'}`,
    )
    console.log(
      `  customers seen ${signal.customers.seen} (truth ${sent.customers.size}), exposed ${signal.customers.exposed}, estimated ${signal.customers.estimated}`,
    )
    break
  }
  looks.sort((a, b) => a - b)
  console.log(
    `  a look of the detector took ${looks[looks.length >> 1]?.toFixed(0)} ms (median), ${looks.at(-1)?.toFixed(0)} ms at most`,
  )
  await stack.stop()
}

/**
 * A week without a fault. Only what the detector needs is made: all errors and every 20th other
 * request of a world at 20 requests a second, with the full 40 innocent new classes and 6 deploys a
 * day; the detector looks every five minutes of event time.
 */
async function runQuietWeek(seed: number): Promise<void> {
  const startsAt = new Date('2026-11-09T00:00:00Z')
  const world = createWorld({ seed, eventsPerSecond: 20, startsAt })
  const stack = await openEvidenceWorld(startsAt)
  const step = 5 * 60_000
  let events = 0
  for (let at = startsAt.getTime(); at < startsAt.getTime() + 7 * 86_400_000; at += step) {
    const [from, to] = [new Date(at), new Date(at + step)]
    stack.clock.advance(step)
    await sendDeploys(stack.ctx, world, from, to)
    events += await stack.send(world.thinnedEventsBetween(from, to, 20))
    await stack.intake.flush()
    await detectSignals(stack.ctx)
  }
  const { items } = await listSignals(stack.ctx, { limit: 100 })
  console.log(
    `quiet week, seed ${seed}: ${items.length} false signals (${items.filter((one) => one.level === 'page').length} would page) in ${events} events`,
  )
  for (const one of items)
    console.log(
      `  ${one.level} ${one.detectedAt} ${one.class.template} (${one.errors} errors, ${one.customers.seen} customers, ${one.deploy?.title ?? 'no deploy'})`,
    )
  await stack.stop()
}

/** Seconds of event time until the Friday fault is signalled with the right slice and deploy, and false signals in quiet weeks. */
export async function run(): Promise<void> {
  for (const seed of [1, 2, 3]) await runFriday(seed)
  for (const seed of [11, 12]) await runQuietWeek(seed)
}

if (import.meta.main) {
  const [, , only, seed] = process.argv
  if (only === 'week') await runQuietWeek(Number(seed ?? 11))
  else if (only === 'friday') await runFriday(Number(seed ?? 1))
  else await run()
}
