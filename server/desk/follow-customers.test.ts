import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeCustomer, undoMerge } from '@bellwether/contract/customers.ts'
import { listTickets, resolveTicket } from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const merge = (id: string, into: string) => world.ana.call(mergeCustomer, { params: { id }, body: { into } })
const ticketsOf = async (customerId: string, view: 'open' | 'resolved' = 'open') =>
  (await world.ana.call(listTickets, { query: { view, customerId } })).items.map(({ id }) => id)

test('tickets go along with a customer that is merged, resolved ones too, and come back when that is undone', async () => {
  const [gone, live] = [await givenCustomer(world, 'gone'), await givenCustomer(world, 'live')]
  const moved = await givenTicket(world, { from: 'vera@gone.test', subject: 'Moved' })
  const resolved = await givenTicket(world, { from: 'vera@gone.test', subject: 'Resolved' })
  await world.ana.call(resolveTicket, { params: { id: resolved.id }, body: {} })
  const own = await givenTicket(world, { from: 'vera@live.test', subject: 'Own' })
  const { mergeId } = await merge(gone.id, live.id)
  expect((await again(world, moved)).customer).toMatchObject({ id: live.id, key: 'live', otherKeys: ['gone'] })
  await world.settle()
  expect(new Set(await ticketsOf(live.id))).toEqual(new Set([moved.id, own.id]))
  expect(await ticketsOf(live.id, 'resolved')).toEqual([resolved.id])
  expect((await again(world, moved)).timeline.at(-1)).toMatchObject({
    what: 'moved this to Live, into which Gone was merged',
  })

  const since = await givenTicket(world, { from: 'vera@gone.test', subject: 'Since' })
  expect(since.customer).toMatchObject({ id: live.id })
  await world.ana.call(undoMerge, { params: { id: mergeId } })
  await world.settle()
  expect(await ticketsOf(gone.id)).toEqual([moved.id])
  expect(await ticketsOf(gone.id, 'resolved')).toEqual([resolved.id])
  expect(new Set(await ticketsOf(live.id))).toEqual(new Set([own.id, since.id]))
  expect((await again(world, moved)).timeline.at(-1)).toMatchObject({
    what: 'moved this back to Gone, which is a customer of its own again',
  })
})

test('a merge that is undone before anybody heard of it moves nothing', async () => {
  const [gone, live] = [await givenCustomer(world, 'quick'), await givenCustomer(world, 'slow')]
  const ticket = await givenTicket(world, { from: 'vera@quick.test', subject: 'Quick' })
  const { mergeId } = await merge(gone.id, live.id)
  await world.ana.call(undoMerge, { params: { id: mergeId } })
  await world.settle()
  expect(await ticketsOf(gone.id)).toEqual([ticket.id])
})
