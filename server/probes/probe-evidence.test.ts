import { afterAll, beforeAll, expect, test } from 'vitest'
import { listErrorClasses, listEvents } from '@bellwether/contract/evidence.ts'
import * as contract from '@bellwether/contract/probes.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { openSite, probeBuilders, type Site } from './probes.builders.ts'

let world: World
let site: Site
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  site = await openSite()
}, 60_000)
afterAll(async () => {
  await world.stop()
  site.stop()
})

const { given, look } = probeBuilders(() => world)

test('what a probe saw is evidence: found, of a class where it failed, and how long it took', async () => {
  const { id } = await given(
    { kind: 'http', url: `${site.url}/shop` },
    { name: 'Shop', service: 'shop', site: 'shop.test' },
  )
  await look(id, 0)
  site.broken.add('/shop')
  await look(id)
  await world.app.flushEvidence()
  world.clock.advance(1000)
  const where = `probe.id=${id}`
  const { items } = await world.ana.call(listEvents, { query: { kind: 'probe', where } })
  expect(items.map(({ isError, serviceName, errorMessage }) => [isError, serviceName, errorMessage])).toEqual([
    [true, 'shop', 'the status is 503, not 200-299'],
    [false, 'shop', ''],
  ])
  expect(items[0]).toMatchObject({
    site: 'shop.test',
    method: 'GET',
    path: '/shop',
    statusCode: 503,
    attributes: { 'probe.name': 'Shop', 'host.name': 'here' },
  })
  const classes = await world.ana.call(listErrorClasses, { query: { where } })
  expect(classes.items).toMatchObject([{ errors: 1, example: 'the status is 503, not 200-299' }])
  const { items: times } = await world.ana.call(contract.listProbeTimes, { query: { hours: 1 } })
  const points = times.find(({ probeId }) => probeId === id)?.points ?? []
  expect(points.reduce((sum, { failed }) => sum + failed, 0)).toBe(1)
  expect(points.some(({ durationMs }) => durationMs !== null && durationMs > 0)).toBe(true)
})
