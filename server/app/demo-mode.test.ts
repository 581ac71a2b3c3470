import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getResponsePolicy, listTickets } from '@bellwether/contract/desk.ts'
import { listEvents } from '@bellwether/contract/evidence.ts'
import {
  endDemo,
  getInstallation,
  loadDemo,
  setDemoClock,
  setUpInstallation,
  startDemo,
  tellDemo,
} from '@bellwether/contract/installation.ts'
import { signInByLink } from '@bellwether/contract/people.ts'
import { callerFor } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ evidence: true, isEmpty: true })
})
afterAll(() => world.stop())

const setupToken = () => world.app.setupToken

test('a demo is said to be one, ends with one call, and leaves nothing behind', async () => {
  const startsAt = '2026-01-16T18:20:00.000Z'
  const { token, signInUrl } = await world.nobody.call(startDemo, {
    body: { setupToken: setupToken(), startsAt },
  })
  const visitor = world.nobody.fresh()
  await visitor.call(signInByLink, { body: { token: new URL(signInUrl).searchParams.get('token') ?? '' } })
  expect(await visitor.call(getInstallation, {})).toMatchObject({ kind: 'demo', demo: { speed: 0, told: 0 } })
  await visitor.call(tellDemo, { body: { told: 0.5, says: 'the afternoon until 16:00 UTC' } })
  expect((await visitor.call(getInstallation, {})).demo).toMatchObject({
    told: 0.5,
    says: 'the afternoon until 16:00 UTC',
  })
  await visitor.call(setDemoClock, { body: { speed: 10 } })
  expect((await visitor.call(getInstallation, {})).demo).toMatchObject({ speed: 10 })
  // Back, or further than an evening, is nowhere.
  for (const jumpsTo of ['2026-01-16T18:00:00.000Z', '2026-01-17T18:00:00.000Z'])
    expect((await visitor.refused(setDemoClock, { body: { speed: 1, jumpsTo } })).problem).toMatchObject({
      type: '/problems/bad-input',
      errors: [{ pointer: '/jumpsTo' }],
    })
  const again = await world.nobody.refused(loadDemo, { body: { setupToken: setupToken() } })
  expect(again.problem.type).toBe('/problems/already-set-up')
  for (const speed of [0, 1]) expect((await world.nobody.refused(setDemoClock, { body: { speed } })).status).toBe(401)

  const simulator = callerFor(() => world.app.url, token)
  const body = `${JSON.stringify({ timestamp: startsAt, 'customer.id': 'demo', 'url.path': '/' })}\n`
  const headers = { 'content-type': 'application/x-ndjson' }
  expect((await simulator.raw('/api/evidence/events', { method: 'POST', headers, body })).status).toBe(202)
  const { raw, envelope } = letter({ from: 'Vera <vera@shop.test>', subject: 'From the demo' })
  await world.deliver(raw, envelope)
  await world.settle()
  expect((await visitor.call(listTickets, { query: {} })).items).toHaveLength(1)

  const { setUpUrl } = await visitor.call(endDemo, { body: {} })
  const setUpToken = new URL(setUpUrl).searchParams.get('token') ?? ''
  expect(await world.nobody.call(getInstallation, {})).toMatchObject({ kind: 'empty', name: null, clockSpeed: 1 })
  expect((await simulator.refused(listEvents, { query: {} })).status).toBe(401)
  expect(readdirSync(world.dataFolder)).not.toContain('files')

  const ana = world.nobody.fresh()
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  const organised = { organisation: 'Northwind', ...person }
  // The link with which the demo began has ended with it.
  const old = await ana.refused(setUpInstallation, { body: { ...organised, setupToken: setupToken() } })
  expect(old.problem.type).toBe('/problems/setup-link-wrong')
  await ana.call(setUpInstallation, { body: { ...organised, setupToken: setUpToken } })
  expect((await ana.call(listTickets, { query: {} })).items).toEqual([])
  expect((await ana.call(listEvents, { query: {} })).items).toEqual([])
  // The targets that come with Bellwether are there again: without them no mail could become a ticket.
  expect(await ana.call(getResponsePolicy, {})).toMatchObject({
    version: 1,
    targets: { pro: { usual: { firstMinutes: 240 } } },
  })

  const noDemo = await ana.refused(setDemoClock, { body: { speed: 10 } })
  expect(noDemo.problem.detail).toBe('Only the clock of a demo can be set.')

  // What comes now is the organisation's own.
  const first = letter({ from: 'Vera <vera@shop.test>', subject: 'The first of all' })
  await world.deliver(first.raw, first.envelope)
  await world.settle()
  expect((await ana.call(listTickets, { query: {} })).items.map(({ subject }) => subject)).toEqual(['The first of all'])
})
