import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter } from '../../testing/letter.ts'
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

test('who wrote since it was asked for is left out, though their ticket has its turn later', async () => {
  const one = await given('vera@acme.test', 'First in turn')
  const { raw, envelope } = letter({
    from: 'max@lumen.test',
    subject: 'Second in turn',
    headers: { 'Message-ID': '<second@lumen.test>' },
  })
  await world.deliver(raw, envelope)
  await world.settle()
  const { items } = await world.ana.call(desk.listTickets, { query: { search: 'Second in turn' } })
  const other = items[0]!
  const held = world.sql(`select pg_sleep(3) from (select from desk.tickets where id = '${one.id}' for update) one`)
  await new Promise((done) => setTimeout(done, 300))
  const { id } = await answer([one, other], 'It is mended.')
  const stop = letter({
    from: 'max@lumen.test',
    subject: 'Re: Second in turn',
    text: 'Stop: do not touch it.',
    headers: { References: '<second@lumen.test>' },
  })
  await world.deliver(stop.raw, stop.envelope)
  await held
  await world.settle()
  expect((await again(world, other)).messageCount).toBe(2)
  expect(await stateOf(id)).toMatchObject({ done: 1, refused: 1, refusals: [{ number: other.number }] })
})

test('a name that looks like a blank is a name', async () => {
  await givenCustomer(world, 'odd', { contacts: [{ name: 'Max {customer}', email: 'max@odd.test' }] })
  const ticket = await given('max@odd.test', 'Odd')
  await answer([ticket], 'Dear {name}, it is mended.')
  const [waiting] = (await again(world, ticket)).unsent
  expect(waiting?.text).toBe('Dear Max {customer}, it is mended.')
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
