import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  await givenCustomer(world, 'beta')
})
afterAll(() => world.stop())

let letters = 0
const begin = async (from = 'vera@acme.test'): Promise<WholeTicket> => {
  letters += 1
  return givenTicket(world, {
    from,
    subject: `Move ${letters}`,
    headers: { 'Message-ID': `<move-${letters}@acme.test>` },
  })
}
const write = async (ticket: WholeTicket, text: string): Promise<WholeTicket> => {
  const references = `<move-${ticket.subject.split(' ')[1]}@acme.test>`
  const { raw, envelope } = letter({
    from: ticket.contact.email,
    subject: 'Re: it',
    text,
    headers: { References: references },
  })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
  return again(world, ticket)
}
const reply = async (ticket: { id: string }): Promise<WholeTicket> => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'An answer.', seenMessageId } })
  return again(world, ticket)
}
const messagesOf = (ticket: WholeTicket) => ticket.timeline.filter((one) => one.kind === 'message')
const idOf = (ticket: WholeTicket, text: string) => messagesOf(ticket).find((one) => one.text.includes(text))?.id ?? ''
const bodyOf = (messageId: string, into: string | number, acrossCustomers = false) => ({
  messageId,
  into,
  acrossCustomers,
})
const move = (ticket: { id: string }, messageId: string, into: string | number, across?: boolean) =>
  world.ana.call(desk.moveMessage, { params: { id: ticket.id }, body: bodyOf(messageId, into, across) })
const running = (ticket: desk.Ticket) =>
  ticket.clocks
    .filter(({ stoppedAt, name }) => stoppedAt === null && name !== 'resolution')
    .map(({ name, startedAt }) => [name, startedAt])

test('waits where it belongs since it was written, and where it was nobody waits; moved back it is as before', async () => {
  const [from, into] = [await reply(await begin()), await reply(await begin())]
  await world.forward({ minutes: 10 })
  const both = await write(from, 'About the other thing.')
  const id = idOf(both, 'About the other')
  const { at } = messagesOf(both).at(-1)!
  await world.forward({ minutes: 30 })
  const there = await move(from, id, into.number)
  expect([there.id, there.messageCount, there.waitingOn.holder, running(there)]).toEqual([
    into.id,
    3,
    'support',
    [['next-response', at]],
  ])
  const here = await again(world, from)
  expect([here.messageCount, here.waitingOn.holder, running(here)]).toEqual([2, 'customer', []])
  expect(here.timeline.at(-1)).toMatchObject({ what: expect.stringContaining(`to #${into.number}`) })
  const [mail] = (await world.ana.call(listIncomingMails, { query: { limit: 1 } })).items
  expect(mail?.ticketId).toBe(into.id)

  const back = await move(into, id, from.number)
  expect([back.messageCount, back.waitingOn.holder, running(back)]).toEqual([3, 'support', [['next-response', at]]])
  const left = await again(world, into)
  expect([left.messageCount, left.waitingOn.holder, running(left)]).toEqual([2, 'customer', []])
})

test('opens a resolved ticket again, and does not where they have heard from us there since', async () => {
  const from = await begin()
  const [resolved, answered] = [await begin(), await begin()]
  await world.forward({ minutes: 5 })
  await write(from, 'First of two.')
  const both = await write(from, 'Second of two.')
  await world.forward({ minutes: 5 })
  await reply(answered)
  await reply(resolved)
  await world.ana.call(desk.resolveTicket, { params: { id: resolved.id }, body: {} })
  expect((await move(from, idOf(both, 'First of two'), answered.id)).waitingOn.holder).toBe('customer')
  expect(await move(from, idOf(both, 'Second of two'), resolved.id)).toMatchObject({ state: 'resolved' })
  const later = await write(from, 'Third.')
  expect(await move(from, idOf(later, 'Third'), resolved.id)).toMatchObject({
    state: 'open',
    waitingOn: { holder: 'support' },
  })
})

test('is new for whoever was about to answer there', async () => {
  const [from, into] = [await begin(), await begin()]
  const both = await write(from, 'New there.')
  const seen = (await again(world, into)).newestMessageId
  await move(from, idOf(both, 'New there'), into.id)
  const body = { text: 'As I said.', seenMessageId: seen }
  const { problem } = await world.ana.refused(desk.replyToTicket, { params: { id: into.id }, body })
  expect(problem.type).toBe('/problems/stale-reply')
})

test('goes to another customer only when that is said twice', async () => {
  const [from, into] = [await begin(), await begin('bob@beta.test')]
  const both = await write(from, 'For Beta.')
  const id = idOf(both, 'For Beta')
  const refused = await world.ana.refused(desk.moveMessage, { params: { id: from.id }, body: bodyOf(id, into.id) })
  expect(refused.problem.type).toBe('/problems/other-customer')
  expect((await move(from, id, into.id, true)).messageCount).toBe(2)
})

test.each([
  ['the only word of its customer', (one: WholeTicket) => idOf(one, 'Why?'), '/messageId'],
  ['what we wrote', (one: WholeTicket) => idOf(one, 'An answer.'), '/messageId'],
])('%s stays', async (_, which, pointer) => {
  const [from, into] = [await reply(await begin()), await begin()]
  const body = bodyOf(which(from), into.id)
  const { problem } = await world.ana.refused(desk.moveMessage, { params: { id: from.id }, body })
  expect(problem.errors?.[0]?.pointer).toBe(pointer)
})

test('moved crosswise by two at once, each is where it was sent', async () => {
  const [one, other] = [await begin(), await begin()]
  const [a, b] = [await write(one, 'To the other.'), await write(other, 'To the one.')]
  await Promise.all([move(one, idOf(a, 'To the other'), other.id), move(other, idOf(b, 'To the one'), one.id)])
  const texts = async (ticket: WholeTicket) => messagesOf(await again(world, ticket)).map(({ text }) => text)
  expect(await texts(one)).toContain('To the one.')
  expect(await texts(other)).toContain('To the other.')
})

test('the first word moves with the clock that it began; what is left has waited since it was written', async () => {
  const [from, into] = [await begin(), await begin()]
  await world.forward({ minutes: 60 })
  const both = await write(from, 'A later word.')
  const { at } = messagesOf(both).at(-1)!
  await move(from, idOf(both, 'Why?'), into.id)
  const left = await again(world, from)
  expect([running(left), left.waitingOn.since]).toEqual([[['first-response', at]], at])
})

test('is unread for whoever owns the ticket to which it comes, however old it is', async () => {
  const ben = await world.person('Ben', { teams: ['support'] })
  const { id: benId } = (await ben.call(getMe, {})).person
  const [from, into] = [await begin(), await begin()]
  const both = await write(from, 'An older word.')
  await world.forward({ minutes: 5 })
  const last = await write(into, 'A newer word.')
  const act = { kind: 'give' as const, to: benId }
  await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [into.id] } } })
  const seenEntryId = (await again(world, last)).timeline.at(-1)?.id ?? ''
  await ben.call(desk.lookAtTicket, { params: { id: into.id }, body: { seenEntryId } })
  expect((await ben.call(desk.listUnread, {})).items).toEqual([])
  await move(from, idOf(both, 'An older word'), into.id)
  expect((await ben.call(desk.listUnread, {})).items.map(({ ticket }) => ticket.number)).toEqual([into.number])
})
