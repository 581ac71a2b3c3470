import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenTicket } from './desk.builders.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const given = (): Promise<desk.Ticket> =>
  givenTicket(world, { from: `vera@resolved-${(count += 1)}.test`, subject: `Resolved ${count}` })
const inDebt = async (): Promise<string[]> =>
  (await world.ana.call(desk.listTickets, { query: { view: 'doc-debt' } })).items.map((one) => one.id)
const document = { outcome: 'linked-article' as const, url: 'https://docs.desk.test/fonts', reason: null }

test('a ticket that is resolved without a word on documents is in debt until somebody pays', async () => {
  const ticket = await given()
  const params = { id: ticket.id }
  await world.ana.call(desk.resolveTicket, { params, body: {} })
  expect(await again(world, ticket)).toMatchObject({ state: 'resolved', isDocumented: false, nextDueAt: null })
  expect(await inDebt()).toContain(ticket.id)
  await world.ana.call(desk.documentTicket, { params, body: document })
  expect(await again(world, ticket)).toMatchObject({ isDocumented: true, documentation: document })
  expect(await inDebt()).not.toContain(ticket.id)
})

test.each([
  ['a link that is missing', { ...document, url: null }, 'url'],
  ['a “not needed” without its reason', { ...document, outcome: 'not-needed' as const, url: null }, 'reason'],
])('%s is refused where it stands, and nothing is resolved', async (_, documentation, field) => {
  const ticket = await given()
  const params = { id: ticket.id }
  const resolving = await world.ana.refused(desk.resolveTicket, { params, body: { documentation } })
  expect(resolving.problem.errors).toMatchObject([{ pointer: `/documentation/${field}` }])
  expect(await again(world, ticket)).toMatchObject({ state: 'open', isDocumented: null })
  const documenting = await world.ana.refused(desk.documentTicket, { params, body: documentation })
  expect(documenting.problem.errors).toMatchObject([{ pointer: `/${field}` }])
})
