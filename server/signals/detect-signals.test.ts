import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../demo/world/create-world.ts'
import { openEvidenceWorld, sendDeploys, type EvidenceWorld } from '../evidence/evidence.builders.ts'
import { detectSignals, getSignal, listSignals } from './signals.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000)
const made = createWorld({
  seed: 5,
  eventsPerSecond: 8,
  customers: 300,
  startsAt: minutes(-60),
  faultAt: friday,
  faultProbability: 0.6,
})
let world: EvidenceWorld
let sentTo = minutes(-60)

/** Lets the world go on to an instant: its deploys, its events, and the detector looking every `everyMinutes`. */
async function goOn(to: Date, everyMinutes = 2): Promise<void> {
  while (sentTo < to) {
    const next = new Date(Math.min(to.getTime(), sentTo.getTime() + everyMinutes * 60_000))
    await sendDeploys(world.ctx, made, sentTo, next)
    world.clock.advance(next.getTime() - world.clock.now().getTime())
    await world.send(made.eventsBetween(sentTo, next))
    await world.intake.flush()
    await detectSignals(world.ctx)
    sentTo = next
  }
}

beforeAll(async () => {
  world = await openEvidenceWorld(minutes(-60))
}, 60_000)
afterAll(() => world.stop())

const all = async () => (await listSignals(world.ctx, { limit: 50 })).items

test('nothing is called new in the first half hour of an installation, nor on a quiet afternoon', async () => {
  await goOn(minutes(0), 10)
  expect(await all()).toEqual([])
}, 60_000)

test('the fault is detected, once, with its slice, its deploy and its customers', async () => {
  for (let n = 1; n <= 30 && (await all()).length === 0; n += 1) await goOn(minutes(n), 1)
  // Several processes look at once.
  await Promise.all([detectSignals(world.ctx), detectSignals(world.ctx), detectSignals(world.ctx)])
  const signals = await all()
  expect(signals).toHaveLength(1)
  expect(signals[0]).toMatchObject({
    level: 'page',
    slices: expect.arrayContaining([{ where: { cdn: 'northstar', feature: 'lambda' } }]),
    deploy: { service: 'revproxy', version: made.truth.deploy!.version },
    recoveredAt: null,
  })
  expect(signals[0]!.slices[0]).toEqual({ where: { cdn: 'northstar', feature: 'lambda' } })
  expect(signals[0]!.customers!.seen).toBeGreaterThanOrEqual(5)
  const announced = await world.ctx.db.selectFrom('platform.events').select('name').execute()
  expect(announced).toEqual([{ name: 'signals.signal-detected' }])
}, 60_000)

test('an open signal is brought up to date; silence of the intake is no recovery', async () => {
  const [before] = await all()
  await goOn(minutes(40), 5)
  const [after] = await all()
  expect(after!.errors).toBeGreaterThan(before!.errors)
  world.clock.advance(60 * 60_000)
  await detectSignals(world.ctx)
  world.clock.advance(-60 * 60_000)
  expect((await all())[0]!.recoveredAt).toBeNull()
}, 60_000)

test('after the rollback it recovers, and is not opened again by its own past', async () => {
  made.startRollback(minutes(42))
  await goOn(minutes(80), 5)
  const [signal] = await all()
  expect(signal!.recoveredAt).not.toBeNull()
  expect(Date.parse(signal!.recoveredAt!)).toBeGreaterThanOrEqual(minutes(57).getTime())
  await goOn(minutes(84), 2)
  expect(await all()).toHaveLength(1)
}, 60_000)

test('reading needs the permission; an unknown signal is not found', async () => {
  await expect(listSignals(world.as(), { limit: 1 })).rejects.toMatchObject({ kind: { slug: 'forbidden' } })
  const unknown = '00000000-0000-4000-8000-000000000000'
  await expect(getSignal(world.as('signals.read'), unknown)).rejects.toMatchObject({ kind: { slug: 'not-found' } })
  await expect(detectSignals(world.as('signals.read'))).rejects.toMatchObject({ kind: { slug: 'forbidden' } })
})
