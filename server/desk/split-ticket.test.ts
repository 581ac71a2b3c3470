import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

let letters = 0
const begin = async (): Promise<WholeTicket> => {
  letters += 1
  const headers = { 'Message-ID': `<split-${letters}@acme.test>` }
  return givenTicket(world, { from: 'vera@acme.test', subject: `Split ${letters}`, headers })
}

/** The customer writes once more on the thread of this ticket. */
async function write(ticket: WholeTicket, text = 'And another thing.'): Promise<WholeTicket> {
  const { raw, envelope } = letter({
    from: 'vera@acme.test',
    subject: `Re: ${ticket.subject}`,
    text,
    headers: { References: `<split-${ticket.subject.split(' ')[1]}@acme.test>` },
  })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
  return again(world, ticket)
}
const reply = async (ticket: WholeTicket): Promise<WholeTicket> => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'An answer.', seenMessageId } })
  return again(world, ticket)
}
const messagesOf = (ticket: WholeTicket) => ticket.timeline.filter((one) => one.kind === 'message')
const split = (ticket: { id: string }, messageId: string) =>
  world.ana.call(desk.splitTicket, { params: { id: ticket.id }, body: { messageId } })
const running = (ticket: desk.Ticket) =>
  ticket.clocks.filter(({ stoppedAt, name }) => stoppedAt === null && name !== 'resolution')

describe('what a customer wrote besides', () => {
  test('becomes a ticket that waits since they wrote it, and the other goes on without it', async () => {
    const first = await reply(await begin())
    await world.forward({ minutes: 10 })
    const both = await write(first)
    const last = messagesOf(both).at(-1)
    await world.forward({ minutes: 30 })
    const into = await split(both, last?.id ?? '')
    expect(into).toMatchObject({ state: 'open', messageCount: 1, owner: null, customer: { key: 'acme' } })
    expect(into.waitingOn).toMatchObject({ holder: 'support', since: last?.at })
    expect(running(into)).toMatchObject([{ name: 'first-response', startedAt: last?.at }])
    expect(into.related.map(({ number }) => number)).toEqual([first.number])
    const from = await again(world, first)
    expect([from.messageCount, from.waitingOn.holder, running(from)]).toEqual([2, 'customer', []])
    expect(messagesOf(from).map(({ text }) => text)).toEqual(['Why?', 'An answer.'])
    const { items: mails } = await world.ana.call(listIncomingMails, { query: {} })
    expect(mails[0]).toMatchObject({ ticketId: into.id })
    // To merge it back undoes it.
    await world.ana.call(desk.mergeTicket, { params: { id: into.id }, body: { into: first.id } })
    const merged = await again(world, first)
    expect([merged.messageCount, merged.waitingOn.holder]).toEqual([3, 'support'])
    expect(running(merged)[0]?.startedAt).toBe(last?.at)
  })

  test('leaves what is still owed on the other as it was', async () => {
    const ticket = await begin()
    await world.forward({ minutes: 5 })
    const both = await write(ticket)
    await split(both, messagesOf(both).at(-1)?.id ?? '')
    const from = await again(world, ticket)
    expect(from.waitingOn).toEqual(ticket.waitingOn)
    expect(running(from)).toEqual(running(ticket))
  })

  test('is neither the first message, nor ours, nor of another ticket', async () => {
    const ticket = await reply(await begin())
    const other = await begin()
    const refuse = async (messageId: string | undefined) => {
      const body = { messageId: messageId ?? '' }
      const { status, problem } = await world.ana.refused(desk.splitTicket, { params: { id: ticket.id }, body })
      return [status, problem.errors?.[0]?.detail]
    }
    const [first, ours] = messagesOf(ticket)
    expect(await refuse(first?.id)).toEqual([400, 'The first message is the ticket. Split off a later one.'])
    expect(await refuse(ours?.id)).toEqual([400, 'Choose a message that the customer wrote.'])
    expect((await refuse(messagesOf(other)[0]?.id))[0]).toBe(404)
  })

  test('is split off once by two at once', async () => {
    const both = await write(await reply(await begin()))
    const body = JSON.stringify({ messageId: messagesOf(both).at(-1)?.id })
    const headers = { 'content-type': 'application/json' }
    const post = async () =>
      (await world.ana.raw(`/api/desk/tickets/${both.id}/split`, { method: 'POST', headers, body })).status
    expect((await Promise.all([post(), post()])).toSorted((a, b) => a - b)).toEqual([201, 404])
  })
})

test('however often tickets are split and merged, who owes is right and no clock wins time', async () => {
  const acts = fc.array(fc.constantFrom('write', 'reply', 'split', 'merge', 'wait'), { minLength: 6, maxLength: 14 })
  await fc.assert(fc.asyncProperty(acts, play), { numRuns: 12, endOnFailure: true })
  // What came back was waited for by a first answer.
  await play(['write', 'split', 'reply', 'merge', 'split'])
}, 120_000)

/** Plays on one ticket; what is split off comes back with a merge, the last first. */
async function play(story: readonly string[]): Promise<void> {
  let ticket = await begin()
  const offs: string[] = []
  const answered = new Set<string>()
  for (const act of ['wait', ...story]) {
    const theirs = messagesOf(ticket).filter(({ direction }) => direction === 'in')
    const off = offs.at(-1)
    if (act === 'wait') await world.forward({ minutes: 7 })
    if (act === 'write') ticket = await write(ticket)
    if (act === 'reply') {
      for (const { id } of theirs) answered.add(id)
      ticket = await reply(ticket)
    }
    if (act === 'split' && theirs.length > 1) {
      const messageId = theirs.at(-1)?.id ?? ''
      // Nobody has answered it as what it is now.
      answered.delete(messageId)
      offs.push((await split(ticket, messageId)).id)
    }
    if (act === 'merge' && off !== undefined) {
      await world.ana.call(desk.mergeTicket, { params: { id: off }, body: { into: ticket.id } })
      offs.pop()
    }
    ticket = await again(world, ticket)
    for (const one of [ticket, ...(await Promise.all(offs.map((id) => again(world, { id }))))]) check(one, answered)
    // No two things at one instant.
    await world.forward({ seconds: 1 })
  }
}

function check(ticket: WholeTicket, answered: ReadonlySet<string>): void {
  const theirs = messagesOf(ticket).filter(({ direction }) => direction === 'in')
  const owed = theirs.filter(({ id }) => !answered.has(id))
  expect(ticket.messageCount).toBe(messagesOf(ticket).length)
  expect(running(ticket)).toHaveLength(owed.length > 0 ? 1 : 0)
  expect(ticket.waitingOn.holder).toBe(owed.length > 0 ? 'support' : 'customer')
  if (owed[0]) expect(Date.parse(running(ticket)[0]?.startedAt ?? '')).toBeLessThanOrEqual(Date.parse(owed[0].at))
}
