import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listTickets, openTicket } from '@bellwether/contract/desk.ts'
import { sql } from 'kysely'
import { givenCustomer } from '../../desk/desk.builders.ts'
import type { Waits } from '../log/waits.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

const logged: { msg: string; route: string; milliseconds: number; waitedFor: Waits }[] = []
let world: World
beforeAll(async () => {
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) logged.push(JSON.parse(line))
      done()
    },
  })
  world = await startWorld({ log: stream })
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const slow = () => logged.filter(({ msg }) => msg === 'a request was slow')

test('a request that waits for the records over a second is logged with that, also one with a body', async () => {
  await world.ana.call(listTickets, { query: {} })
  expect(slow()).toEqual([])
  const { db } = world.app.contextFor('test')
  const body = { contactEmail: 'vera@acme.test', subject: 'Slow', text: 'It takes long.' }
  let calls: Promise<unknown>[] = []
  await db.transaction().execute(async (tx) => {
    await sql`lock table desk.tickets in access exclusive mode`.execute(tx)
    calls = [world.ana.call(listTickets, { query: {} }), world.ana.call(openTicket, { body })]
    await sql`select pg_sleep(1.3)`.execute(tx)
  })
  await Promise.all(calls)
  await expect.poll(() => slow().length).toBe(2)
  expect(
    slow()
      .map(({ route }) => route)
      .toSorted(),
  ).toEqual(['GET /api/desk/tickets', 'POST /api/desk/tickets'])
  for (const one of slow()) {
    expect(one.milliseconds).toBeGreaterThan(1000)
    expect(one.waitedFor.records?.milliseconds).toBeGreaterThan(900)
    expect(one.waitedFor.connection?.times).toBeGreaterThan(0)
  }
})
