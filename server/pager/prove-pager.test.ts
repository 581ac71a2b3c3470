import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { pageTeam, provePager } from './pager.ts'

let world: World
let team: string
let calls = 0
let status = 200
const outside = createServer((_, response) => {
  calls += 1
  response.statusCode = status
  response.end()
})
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
  team = await world.team('ops')
  await new Promise<void>((listening) => void outside.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  outside.close()
  await world.stop()
})

const prove = () => {
  const ctx = world.app.contextFor('pager.prove-pager')
  return provePager({ ...ctx, outsideHeartbeatUrl: `http://127.0.0.1:${(outside.address() as AddressInfo).port}/key` })
}

test('the heartbeat goes out while no step is late, and stays away where the pager stands still', async () => {
  await prove()
  expect(calls).toBe(1)
  await inTransaction(world.app.contextFor('test'), (ctx) =>
    pageTeam(ctx, { teamId: team, title: 'Fire', body: '', about: { module: 'test', id: team, path: '/x' } }),
  )
  await prove()
  expect(calls).toBe(2)
  // Nobody takes the step that is due in ten minutes.
  world.clock.advance(11 * 60_000)
  await expect(prove()).rejects.toThrow('The outside heartbeat is not sent: 1 pages wait for their next step')
  expect(calls).toBe(2)
  await world.settle()
  await world.forward({ minutes: 0 })
  await prove()
  expect(calls).toBe(3)
})

test('an outside that does not take it is a trouble that names no address', async () => {
  status = 500
  await expect(prove()).rejects.toThrow(/^The outside heartbeat was not taken: 500\.$/)
})
