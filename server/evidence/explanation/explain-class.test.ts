import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../../demo/world/create-world.ts'
import { countErrors, evidenceWatermark, listAffectedCustomers } from '../count-errors.ts'
import { openEvidenceWorld, sendDeploys, type EvidenceWorld } from '../evidence.builders.ts'
import { listErrorClasses } from '../reading/get-timeline.ts'
import { explainClass } from './explain-class.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000)
const made = createWorld({
  seed: 3,
  eventsPerSecond: 15,
  customers: 400,
  startsAt: minutes(-60),
  faultAt: friday,
  faultProbability: 0.6,
})
let world: EvidenceWorld
let classId = ''
let deploys = new Map<string, string>()
const faults = new Map<string, number>()

beforeAll(async () => {
  world = await openEvidenceWorld(minutes(50))
  deploys = await sendDeploys(world.ctx, made, minutes(-600), minutes(50))
  const events = [...made.eventsBetween(minutes(-60), minutes(50))]
  for (const event of events) {
    if (!event['error.message']?.startsWith('edge function')) continue
    faults.set(event['customer.id'], (faults.get(event['customer.id']) ?? 0) + 1)
  }
  await world.send(events)
  await world.intake.flush()
  const classes = await listErrorClasses(world.ctx, { from: minutes(-60), to: minutes(50) })
  classId = classes.find((one) => one.template.startsWith('edge function'))!.id
}, 60_000)
afterAll(() => world.stop())

test('the Friday fault is explained: slice, deploy, hosts, customers', async () => {
  const explanation = await explainClass(world.ctx, { classId })
  expect(explanation.slices[0]!.where).toEqual({ cdn: 'northstar', feature: 'lambda' })
  expect(explanation.deploy).toMatchObject({
    id: deploys.get(made.truth.deploy!.version),
    service: 'revproxy',
    hosts: { total: 60 },
    evidence: { errorsElsewhere: 0, errorsOnUpdatedHosts: explanation.errors },
  })
  expect(explanation.deploy!.evidence.chance).toBeLessThan(0.01)
  expect(explanation.errors).toBe([...faults.values()].reduce((sum, one) => sum + one, 0))
  expect(explanation.customers.seen).toBe(faults.size)
  expect(explanation.customers.exposed).toBeGreaterThanOrEqual(faults.size)
  expect(explanation.isNew).toBe(true)
  expect(explanation.series.points.at(-1)!.rollOutShare).toBe(1)
  const shown = new Map(explanation.customerList.map((one) => [one.customerId, one.errors]))
  expect(shown.get(made.vip.id)).toBe(faults.get(made.vip.id))
})

test('under one customer’s filter a class was last seen when that customer met it', async () => {
  const time = { from: minutes(-60), to: minutes(50) }
  const lastOf = new Map<string, number>()
  for (const event of made.eventsBetween(time.from, time.to)) {
    if (event['error.message']?.startsWith('edge function'))
      lastOf.set(event['customer.id'], Date.parse(event.timestamp))
  }
  const [earliest, last] = [...lastOf].toSorted((a, b) => a[1] - b[1])[0]!
  const classes = await listErrorClasses(world.ctx, { ...time, where: [`customer.id=${earliest}`] })
  const seenAt = classes.find(({ id }) => id === classId)!.lastSeenAt
  expect(Date.parse(seenAt)).toBe(last)
  expect(last).toBeLessThan(Math.max(...lastOf.values()))
})

test('nobody is estimated to be hit who was not exposed', async () => {
  const time = { from: minutes(-60), to: minutes(50) }
  for (const { id } of (await listErrorClasses(world.ctx, time)).slice(0, 6)) {
    const { seen, estimated, exposed } = (await explainClass(world.ctx, { classId: id, ...time })).customers
    expect([seen <= estimated, estimated <= exposed]).toEqual([true, true])
  }
})

test('a background class blames no deploy', async () => {
  const classes = await listErrorClasses(world.ctx, { from: minutes(-60), to: minutes(50) })
  const background = classes.filter((one) => one.id !== classId && one.errors >= 10).slice(0, 12)
  expect(background.length).toBeGreaterThan(5)
  const blamed = []
  for (const one of background) {
    const { deploy } = await explainClass(world.ctx, { classId: one.id, from: minutes(-60), to: minutes(50) })
    if (deploy !== null) blamed.push(one.template)
  }
  expect(blamed).toEqual([])
})

test('errors are counted in a class and in a slice, with the requests beside them', async () => {
  const time = { from: minutes(-60), to: minutes(50) }
  const inClass = await countErrors(world.ctx, { classId, ...time })
  const inSlice = await countErrors(world.ctx, { classId, where: { cdn: 'northstar', feature: 'lambda' }, ...time })
  expect(inSlice.errors).toBe(inClass.errors)
  expect(inSlice.requests).toBeLessThan(inClass.requests / 10)
  const elsewhere = await countErrors(world.ctx, { classId, where: { cdn: 'meridian' }, ...time })
  expect(elsewhere).toMatchObject({ errors: 0, lastErrorAt: null })
  const customers = await listAffectedCustomers(world.ctx, { classId, ...time })
  expect(new Map(customers.map((one) => [one.customerId, one.errors]))).toEqual(faults)
  expect((await evidenceWatermark(world.ctx))!.getTime()).toBeGreaterThan(minutes(49).getTime())
})

test('an unknown class is not found, and the permission is needed', async () => {
  await expect(explainClass(world.ctx, { classId: '0000000000000000' })).rejects.toMatchObject({
    kind: { slug: 'not-found' },
  })
  await expect(explainClass(world.as('desk.read'), { classId })).rejects.toMatchObject({ kind: { slug: 'forbidden' } })
})
