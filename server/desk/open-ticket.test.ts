import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const open = (subject: string, text?: string) =>
  world.ana.call(desk.openTicket, { body: { contactEmail: 'vera@acme.test', subject, ...(text && { text }) } })
const toVera = () => world.mailbox.to('vera@acme.test')

test('a ticket that we open with a text sends it, as no answer to anything, and waits on the customer', async () => {
  const ticket = await open('Your certificate', 'It ends on Monday.')
  await world.settle()
  expect(ticket.waitingOn.holder).toBe('customer')
  expect(toVera().at(-1)?.subject).toBe(`Your certificate [#${ticket.number}]`)
})

test('without a text it waits on us and sends nothing, until the first reply is written on it', async () => {
  const before = toVera().length
  const ticket = await open('Your traffic')
  await world.settle()
  expect(ticket).toMatchObject({ waitingOn: { holder: 'support' }, owner: { name: 'Ana' }, isOurs: false })
  expect(toVera()).toHaveLength(before)
  const body = { text: 'It has doubled.', seenMessageId: ticket.newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.settle()
  expect(toVera().at(-1)?.subject).toBe(`Your traffic [#${ticket.number}]`)
  expect((await again(world, ticket)).waitingOn.holder).toBe('customer')
  const more = { text: 'And again.', seenMessageId: (await again(world, ticket)).newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: more })
  await world.settle()
  expect(toVera().at(-1)?.subject).toBe(`Re: Your traffic [#${ticket.number}]`)
})
