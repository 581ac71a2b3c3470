import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote, claimTicket } from '@bellwether/contract/desk.ts'
import { draftReport } from '@bellwether/contract/incidents.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'order')
})
afterAll(() => world.stop())

test('verbs that take several tickets, and the loop that looks at all of them, never wait in a circle', async () => {
  const tickets: string[] = []
  for (let count = 0; count < 12; count += 1)
    tickets.push((await givenTicket(world, { from: 'vera@order.test', subject: `Order ${count}` })).id)
  world.clock.advance(48 * 3_600_000)
  const drafts = Array.from({ length: 6 }, (_, turn) =>
    world.ana.call(draftReport, { body: { ticketIds: turn % 2 === 0 ? tickets : tickets.toReversed() } }),
  )
  const others = tickets.flatMap((id) => [
    world.ana.call(addNote, { params: { id }, body: { text: 'At the same time.' } }),
    world.ana.call(claimTicket, { params: { id }, body: { takeOver: true } }),
  ])
  const loops = Array.from({ length: 3 }, () => world.app.runLoops())
  const results = await Promise.allSettled([...drafts, ...others, ...loops])
  expect(results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([])
  const deadlocks = await world.sql<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  expect(deadlocks[0]?.deadlocks).toBe(0)
}, 60_000)
