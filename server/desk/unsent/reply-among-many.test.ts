import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme', { contacts: [{ name: 'Vera Stone', email: 'vera@acme.test' }] })
  await givenCustomer(world, 'lumen', { contacts: [{ name: 'Max', email: 'max@lumen.test' }] })
})
afterAll(() => world.stop())

const given = (from: string, subject: string) => givenTicket(world, { from, subject })
const answer = (tickets: readonly { id: string }[], text: string, signature = '') =>
  world.ana.call(desk.actOnTickets, {
    body: { act: { kind: 'reply', text, signature }, tickets: { ids: tickets.map(({ id }) => id) } },
  })
const stateOf = (id: string) => world.ana.call(desk.getAct, { params: { id } })
const replies = (to: string) => world.mailbox.to(to).filter(({ text }) => text?.includes('It is mended'))
const text = 'Dear {first name},\n\nIt is mended for {customer} (#{number}).\n\n{my name}'

test('each of many customers reads their own names, in a minute; who cannot be named is left out, with the reason', async () => {
  const vera = await given('vera@acme.test', 'Slow fonts')
  const max = await given('max@lumen.test', 'Slow images')
  const stranger = await given('zoe@else.test', 'Slow')
  const { id } = await answer([vera, max, stranger], text, 'Northwind')
  await world.settle()
  const done = await stateOf(id)
  expect(done).toMatchObject({ total: 3, done: 2, refused: 1 })
  expect(done.refusals[0]).toMatchObject({
    number: stranger.number,
    reason: 'Nothing is known for {first name}, {customer}: write to them alone.',
  })
  await world.forward({ seconds: 50 })
  expect(replies('vera@acme.test')).toEqual([])
  expect((await again(world, vera)).unsent).toHaveLength(1)
  await world.forward({ seconds: 11 })
  expect(replies('vera@acme.test').map((one) => one.text)).toEqual([
    expect.stringContaining(`Dear Vera,\n\nIt is mended for Acme (#${vera.number}).\n\nAna\n\n-- \nNorthwind`),
  ])
  expect(replies('max@lumen.test')[0]?.text).toContain('Dear Max,')
  expect(replies('zoe@else.test')).toEqual([])
  expect((await again(world, max)).waitingOn.holder).toBe('customer')
})

test('it is taken back for all that it has not reached, and what has gone out stays', async () => {
  const one = await given('vera@acme.test', 'Again slow')
  const other = await given('max@lumen.test', 'Again slow images')
  const before = [replies('vera@acme.test').length, replies('max@lumen.test').length]
  const { id } = await answer([one, other], text)
  await world.settle()
  const [waiting] = (await again(world, one)).unsent
  await world.ana.call(desk.sendUnsent, { params: { id: waiting?.id ?? '' } })
  await world.ana.call(desk.undoAct, { params: { id } })
  await world.settle()
  expect((await stateOf(id)).undo).toMatchObject({ undone: 1 })
  await world.forward({ minutes: 2 })
  expect([replies('vera@acme.test').length, replies('max@lumen.test').length]).toEqual([before[0]! + 1, before[1]])
  expect((await again(world, other)).unsent).toEqual([])
})

test('it is nothing for a ticket of ours, a resolved one, and one on which a reply waits', async () => {
  const ours = await world.ana.call(desk.openOwnTicket, { body: { subject: 'Ours', text: 'Renew it.' } })
  const resolved = await given('vera@acme.test', 'Done')
  await world.ana.call(desk.resolveTicket, { params: { id: resolved.id }, body: {} })
  const waited = await given('max@lumen.test', 'Waits')
  const first = await answer([waited], 'It is mended.')
  expect(first.done).toBe(1)
  const { id } = await answer([ours, resolved, waited], 'It is mended.')
  await world.settle()
  expect(await stateOf(id)).toMatchObject({ done: 0, refused: 3 })
})
