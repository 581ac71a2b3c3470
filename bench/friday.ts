import { isDeepStrictEqual } from 'node:util'
import { createWorld, type World, type WorldEvent } from '../server/demo/world/create-world.ts'
import { type Random, seededRandom } from '../server/demo/world/seeded-random.ts'
import type { WorldDeploy } from '../server/demo/world/world-deploys.ts'
import { openEvidenceWorld, sendDeploys } from '../server/evidence/evidence.builders.ts'
import { detectSignals, listSignals } from '../server/signals/signals.ts'
import { openStack, type Stack } from './open-stack.ts'
import { realRequests } from './real-traffic.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000)
const historyMinutes = 35
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

interface Run {
  readonly stack: Stack
  readonly world: World
  readonly sent: Sent
  /** Of the deploys that began so far, by version. */
  readonly deployIds: Map<string, string>
}

interface Sent {
  events: number
  faults: number
  firstFaultAt: number | undefined
  customers: Set<string>
}

async function sendBetween({ stack, world, sent, deployIds }: Run, from: Date, to: Date): Promise<void> {
  for (const [version, id] of await sendDeploys(stack.ctx, world, from, to)) deployIds.set(version, id)
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

/**
 * One Friday: history, the bad deploy with two innocent ones around it, and the detector every five seconds.
 * Returns the seconds of event time from the first faulty request to the right signal.
 */
async function runFriday(seed: number): Promise<number> {
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
  const before = await sendDeploys(stack.ctx, world, minutes(-600), minutes(-historyMinutes))
  const run: Run = { stack, world, sent, deployIds: before }
  const startedAt = performance.now()
  for (let at = -historyMinutes; at < 0; at += 1) {
    stack.clock.advance(60_000)
    await sendBetween(run, minutes(at), minutes(at + 1))
    // The sender is as fast as the machine; without a pause the spool would only grow.
    await stack.intake.flush()
  }
  const rate = Math.round(sent.events / ((performance.now() - startedAt) / 1000))
  console.log(
    `seed ${seed}: ${sent.events} events of history, made and sent at ${rate}/s; the fault hits ${(faultProbability * 100).toFixed(0)} % of its slice`,
  )
  await detectSignals(stack.ctx)

  const seconds = await untilRight(run)
  await stack.stop()
  return seconds
}

/** Goes on in steps of five seconds until the signal has the right deploy and slice; half an hour at most. */
async function untilRight(run: Run): Promise<number> {
  const looks: number[] = []
  let isOpen = false
  let seconds = Infinity
  for (let second = 0; second < 1800; second += stepSeconds) {
    const [from, to] = [second, second + stepSeconds].map((n) => new Date(friday.getTime() + n * 1000)) as [Date, Date]
    run.stack.clock.advance(stepSeconds * 1000)
    await sendBetween(run, from, to)
    await run.stack.intake.flush()
    const lookedAt = performance.now()
    await detectSignals(run.stack.ctx)
    looks.push(performance.now() - lookedAt)
    const [signal] = (await listSignals(run.stack.ctx, { limit: 10 })).items
    if (signal === undefined) continue
    const isRight = judge(run, signal, { to, isSaid: isOpen })
    isOpen = true
    if (!isRight) continue
    seconds = (to.getTime() - run.sent.firstFaultAt!) / 1000
    break
  }
  looks.sort((a, b) => a - b)
  console.log(
    `  a look of the detector took ${looks[looks.length >> 1]?.toFixed(0)} ms (median), ${looks.at(-1)?.toFixed(0)} ms at most`,
  )
  return seconds
}

type Found = Awaited<ReturnType<typeof listSignals>>['items'][number]

/** Says what the signal holds when it opens and when all of it is right. */
function judge({ world, sent, deployIds }: Run, signal: Found, at: { to: Date; isSaid: boolean }): boolean {
  const isTrue = ({ where }: { where: object }): boolean => isDeepStrictEqual(where, { ...world.truth.slice })
  const isDeploy = signal.deploy?.id === deployIds.get(world.truth.deploy!.version)
  const rank = signal.slices.findIndex(isTrue) + 1
  const isRight = isDeploy && rank === 1
  if (at.isSaid && !isRight) return false
  const after = ((at.to.getTime() - sent.firstFaultAt!) / 1000).toFixed(0)
  const { seen, exposed, estimated } = signal.customers!
  console.log(`  ${after} s after the first faulty request (${sent.faults} faults): ${signal.level}`)
  console.log(
    `    deploy ${isDeploy ? 'right' : 'wrong'}; slice ${JSON.stringify(signal.slices[0]?.where)}, the right one is number ${rank || 'none'}`,
  )
  console.log(`    customers seen ${seen} (truth ${sent.customers.size}), exposed ${exposed}, estimated ${estimated}`)
  return isRight
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
      `  ${one.level} ${one.detectedAt} ${one.class?.template} (${one.errors} errors, ${one.customers?.seen} customers, ${one.deploy?.title ?? 'no deploy'})`,
    )
  await stack.stop()
}

/** Four days of a real site's log, with deploys laid over it that did nothing: what is found is false. */
async function runRealLog(seed: number): Promise<void> {
  const startsAt = new Date('2026-11-09T00:00:00Z')
  const requests = realRequests(startsAt)
  const random = seededRandom(seed)
  const stack = await openEvidenceWorld(startsAt)
  const step = 5 * 60_000
  const deploys: WorldDeploy[] = []
  let sent = 0
  for (let to = startsAt.getTime() + step; sent < requests.length; to += step) {
    stack.clock.advance(step)
    if (random.next() < (6 * step) / 86_400_000) deploys.push(innocentDeploy(random, to - step))
    await sendDeploys(stack.ctx, { deploysBetween: () => deploys }, new Date(to - step), new Date(to))
    const until = requests.findIndex((one, at) => at >= sent && Date.parse(one.timestamp) >= to)
    const some = requests.slice(sent, until === -1 ? undefined : until)
    sent += some.length
    await stack.send(some)
    await stack.intake.flush()
    await detectSignals(stack.ctx)
  }
  const { items } = await listSignals(stack.ctx, { limit: 100 })
  const pages = items.filter((one) => one.level === 'page').length
  console.log(
    `real log, seed ${seed}: ${items.length} false signals (${pages} would page) in ${requests.length} requests with ${deploys.length} innocent deploys`,
  )
  await stack.stop()
}

/** Host by host in a random order, over 40 minutes. */
function innocentDeploy(random: Random, at: number): WorldDeploy {
  const hosts = random.shuffled(Array.from({ length: 23 }, (_, n) => `web-${n}`))
  return {
    service: 'web',
    version: `web@${at}`,
    startedAt: new Date(at),
    by: 'a pipeline',
    title: 'An innocent one',
    hosts: hosts.map((host, n) => ({ host, at: new Date(at + (n * 40 * 60_000) / 23) })),
  }
}

/** Seconds of event time until the Friday fault is signalled with the right slice and deploy, and false signals in quiet weeks and in a real log. */
export async function run(): Promise<void> {
  const seconds: number[] = []
  for (const seed of [1, 2, 3]) seconds.push(await runFriday(seed))
  const median = seconds.toSorted((a, b) => a - b)[seconds.length >> 1]
  console.log(`median of ${seconds.length} Fridays: ${median?.toFixed(0)} s to the right slice and deploy`)
  for (const seed of [11, 12]) await runQuietWeek(seed)
  for (const seed of [21, 22, 23]) await runRealLog(seed)
}
