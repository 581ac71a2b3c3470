import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCustomerTickets, listTicketMoments, resolveTicket } from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const glance = (id: string) => world.ana.call(getCustomerTickets, { params: { id } })

test('the tickets of a customer at a glance: open, waiting on us, late, and the nearest breach', async () => {
  const { id } = await givenCustomer(world, 'glance')
  expect(await glance(id)).toEqual({
    open: 0,
    waitingOnSupport: 0,
    late: 0,
    nextDueAt: null,
    satisfied: { count: 0, of: 0 },
  })
  await givenCustomer(world, 'other')
  await givenTicket(world, { from: 'vera@other.test', subject: 'Of another' })
  const first = await givenTicket(world, { from: 'vera@glance.test', subject: 'First' })
  await world.forward({ minutes: 60 })
  const second = await givenTicket(world, { from: 'vera@glance.test', subject: 'Second' })
  expect(await glance(id)).toMatchObject({ open: 2, waitingOnSupport: 2, late: 0, nextDueAt: first.nextDueAt })
  await world.forward({ minutes: 190 })
  expect(await glance(id)).toMatchObject({ open: 2, waitingOnSupport: 2, late: 1, nextDueAt: second.nextDueAt })
  await world.ana.call(resolveTicket, { params: { id: first.id }, body: {} })
  expect(await glance(id)).toMatchObject({ open: 1, late: 0 })
})

test('its moments come newest first, exactly once over the pages', async () => {
  const { id } = await givenCustomer(world, 'moments')
  const first = await givenTicket(world, { from: 'vera@moments.test', subject: 'Early' })
  await world.forward({ minutes: 5 })
  await givenTicket(world, { from: 'vera@moments.test', subject: 'Late' })
  await world.forward({ minutes: 5 })
  await world.ana.call(resolveTicket, { params: { id: first.id }, body: {} })
  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const query = { limit: 1, ...(cursor ? { cursor } : {}) }
    const page: { items: { kind: string; ticket: { subject: string } }[]; nextCursor: string | null } =
      await world.ana.call(listTicketMoments, { params: { id }, query })
    seen.push(...page.items.map(({ kind, ticket }) => `${kind} ${ticket.subject}`))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toEqual(['resolved Early', 'opened Late', 'opened Early'])
})

test('of nobody there are none', async () => {
  const params = { id: randomUUID() }
  expect((await world.ana.refused(getCustomerTickets, { params })).status).toBe(404)
  expect((await world.ana.refused(listTicketMoments, { params, query: {} })).status).toBe(404)
})
