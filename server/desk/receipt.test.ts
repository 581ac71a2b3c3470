import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const changesOf = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((entry) => (entry.kind === 'change' ? [entry.what] : []))

const ticketAbout = async (search: string): Promise<WholeTicket> => {
  const { items } = await world.ana.call(desk.listTickets, { query: { search } })
  return again(world, items[0] ?? { id: '' })
}

/** Receives while nobody files, and files half an hour later. */
async function fileLate(...mails: ReturnType<typeof letter>[]): Promise<string> {
  await world.app.contextFor('test').jobs.boss.offWork('file-mail')
  for (const { raw, envelope } of mails) await world.deliver(raw, envelope)
  const receivedAt = world.clock.now()
  world.clock.advance(30 * 60_000)
  await world.restart()
  await world.settle()
  return receivedAt.toISOString()
}

describe('the customer’s time counts from receipt, however late the mail is filed:', () => {
  test('the first response', async () => {
    const receivedAt = await fileLate(letter({ from: 'vera@late.test', subject: 'Filed late' }))
    const ticket = await ticketAbout('Filed late')
    expect(ticket).toMatchObject({ createdAt: receivedAt, lastMessageAt: receivedAt, waitingOn: { since: receivedAt } })
    expect(ticket.clocks).toMatchObject([{ name: 'first-response', startedAt: receivedAt }])
    expect(ticket.timeline[0]).toMatchObject({ kind: 'message', at: receivedAt })
  })

  test('the next response, on a ticket that opens again', async () => {
    const headers = { 'Message-ID': '<late@again.test>' }
    const ticket = await givenTicket(world, { from: 'vera@again.test', subject: 'Late again', headers })
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    const answer = letter({ from: 'vera@again.test', headers: { 'In-Reply-To': '<late@again.test>' } })
    const receivedAt = await fileLate(answer)
    const after = await again(world, ticket)
    expect(after.clocks.filter((clock) => clock.stoppedAt === null)).toMatchObject([{ startedAt: receivedAt }])
    expect([after.lastMessageAt, after.waitingOn.since]).toEqual([receivedAt, receivedAt])
  })
})

describe('“acknowledged receipt” is written', () => {
  test('when the acknowledgement went out, once', async () => {
    const ticket = await givenTicket(world, { from: 'vera@sent.test', subject: 'Acknowledged' })
    expect(changesOf(ticket)).toEqual(['acknowledged receipt'])
  })

  test('not where a brake kept it back: then that is written', async () => {
    const ticket = await givenTicket(world, { from: 'vera@sent.test', subject: 'Not a second time' })
    expect(changesOf(ticket)).toEqual([expect.stringMatching(/^has not acknowledged: more than 1 /)])
  })

  test('not where the other server refused it', async () => {
    world.mailbox.refuse(550)
    const ticket = await givenTicket(world, { from: 'vera@refused.test', subject: 'Refused' })
    world.mailbox.refuse(undefined)
    expect(changesOf(ticket)).toEqual([])
  })
})

describe('a mail is known by its content:', () => {
  const deliver = async (over: Parameters<typeof letter>[0]): Promise<void> => {
    const { raw, envelope } = letter({ ...over, headers: { 'Message-ID': '<same@copies.test>', ...over.headers } })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
  }
  const countAbout = async (search: string): Promise<number> =>
    (await world.ana.call(desk.listTickets, { query: { search, limit: 200 } })).items.length
  const withFile = (word: string) => ({
    headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
    text: `--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n${word}\r\n--b--`,
  })

  test.each([
    ['text', { text: 'One.' }, { text: 'Two.' }],
    ['subject', { subject: 'Same id, subject A' }, { subject: 'Same id, subject B' }],
    ['attachment', withFile('one'), withFile('two')],
  ])('another %s under the same Message-ID is another mail', async (what, one, two) => {
    const over = { from: 'vera@copies.test', subject: `Same id, ${what}` }
    await deliver({ ...over, ...one })
    await deliver({ ...over, ...two })
    expect(await countAbout(`Same id, ${what}`)).toBe(2)
  })

  test('the same content by another way is the same mail', async () => {
    const over = { from: 'vera@copies.test', subject: 'By two ways' }
    await deliver(over)
    await deliver({ ...over, headers: { Received: 'from elsewhere', 'X-Spam-Score': '1' } })
    expect(await countAbout('By two ways')).toBe(1)
  })
})

describe('a number in the subject', () => {
  test('of somebody who takes part: a ticket of their own, acknowledged, related', async () => {
    const first = await givenTicket(world, { from: 'vera@number.test', subject: 'Number one' })
    const ticket = await givenTicket(world, { from: 'vera@number.test', subject: `Number two [#${first.number}]` })
    expect(ticket.related).toMatchObject([{ id: first.id, why: expect.stringContaining('subject') }])
    expect(changesOf(ticket)).toEqual(['acknowledged receipt'])
    expect((await again(world, first)).messageCount).toBe(1)
  })

  test('of a stranger says nothing', async () => {
    const first = await givenTicket(world, { from: 'vera@number.test', subject: 'Number three' })
    const ticket = await givenTicket(world, { from: 'eve@number.test', subject: `Number four [#${first.number}]` })
    expect(ticket.related).toEqual([])
  })
})
