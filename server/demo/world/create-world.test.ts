import { expect, test } from 'vitest'
import { messageTemplate } from '../../evidence/intake/message-class.ts'
import { createWorld, type WorldEvent } from './create-world.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000)
const options = { seed: 1, eventsPerSecond: 100, customers: 500, startsAt: minutes(-600), faultAt: friday }
const isFault = (event: WorldEvent): boolean => event['error.message']?.includes('edge function') ?? false

test('the same seed gives the same events, however the time is cut', () => {
  const whole = [...createWorld(options).eventsBetween(minutes(0), minutes(2))]
  const world = createWorld(options)
  const pieces = [...world.eventsBetween(minutes(1), minutes(2))]
  const first = [...world.eventsBetween(minutes(0), minutes(1))]
  expect([...first, ...pieces]).toEqual(whole)
  expect([...createWorld({ ...options, seed: 2 }).eventsBetween(minutes(0), minutes(2))]).not.toEqual(whole)
  expect(whole.length).toBeGreaterThan(100 * 120)
})

test('the fault lies in its slice, on updated hosts, and hits the VIP', () => {
  const world = createWorld(options)
  const updated = new Map(world.truth.deploy!.hosts.map(({ host, at }) => [host, at.toISOString()]))
  expect([...world.eventsBetween(minutes(-5), minutes(0))].filter(isFault)).toEqual([])
  const faults = [...world.eventsBetween(minutes(0), minutes(60))].filter(isFault)
  expect(faults.length).toBeGreaterThan(100)
  for (const fault of faults) {
    expect(fault).toMatchObject({ cdn: 'northstar', feature: 'lambda', 'service.version': world.truth.deploy!.version })
    expect(updated.get(fault['host.name'])! <= fault.timestamp).toBe(true)
  }
  expect(new Set(faults.map((fault) => fault['customer.id']))).toContain(world.vip.id)
  expect(new Set(faults.map((fault) => messageTemplate(fault['error.message']!))).size).toBe(1)
})

test('a rollback ends the fault within 15 minutes', () => {
  const world = createWorld(options)
  const rollback = world.startRollback(minutes(60))
  expect([...world.eventsBetween(minutes(76), minutes(90))].filter(isFault)).toEqual([])
  expect(world.deploysBetween(minutes(59), minutes(61))).toContain(rollback)
})

test('hosts, builds and probes speak beside the requests, and none of them gives the fault away', () => {
  const events = [...createWorld(options).eventsBetween(minutes(30), minutes(40))]
  expect(events.map((event) => event.timestamp)).toEqual(events.map((event) => event.timestamp).toSorted())
  const kinds = Map.groupBy(events, (event) => event.kind)
  expect([...kinds.keys()].toSorted()).toEqual(['build', 'log', 'probe', 'request'])
  const besides = events.length - kinds.get('request')!.length
  expect(besides / events.length).toBeGreaterThan(0.03)
  expect(besides / events.length).toBeLessThan(0.08)
  expect(new Set(kinds.get('log')!.map((event) => event.severity_text))).toEqual(new Set(['INFO', 'WARN', 'ERROR']))
  const probes = Map.groupBy(kinds.get('probe')!, (event) => event.site)
  for (const site of createWorld(options).vip.sites)
    expect(new Set(probes.get(site)?.map((one) => one['host.name'])).size).toBe(2)
  const failed = kinds.get('build')!.filter((event) => event['error.message'] !== undefined)
  const customers = Map.groupBy(failed, (event) => messageTemplate(event['error.message']!)).values()
  for (const builds of customers) expect(new Set(builds.map((event) => event['customer.id'])).size).toBe(1)
  expect(failed.length).toBeGreaterThan(5)
})

test('without a fault there are about 60 known classes, background errors and births', () => {
  const { faultAt: _, ...quiet } = options
  const world = createWorld(quiet)
  const events = [...world.eventsBetween(minutes(0), minutes(30))]
  const failed = events.filter((event) => event['http.response.status_code'] >= 500)
  expect(failed.length / events.length).toBeGreaterThan(0.01)
  expect(failed.length / events.length).toBeLessThan(0.03)
  const classes = new Set(failed.map((event) => messageTemplate(event['error.message'] ?? '')))
  expect(classes.size).toBeGreaterThan(30)
  expect(classes.size).toBeLessThan(90)
  const day = new Date('2026-11-18T00:00:00Z')
  expect(world.deploysBetween(day, new Date(day.getTime() + 86_400_000)).length).toBeGreaterThan(1)
})
