import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const pagesAbout = async (ticket: { id: string }): Promise<string[]> =>
  (await world.ana.call(listPages, { query: { limit: 200 } })).items
    .filter((page) => page.about.id === ticket.id)
    .map((page) => page.state)
    .toSorted()

const reply = (ticket: desk.Ticket) =>
  world.ana.call(desk.replyToTicket, {
    params: { id: ticket.id },
    body: { text: 'It is up again.', seenMessageId: ticket.newestMessageId },
  })
const resolve = (ticket: desk.Ticket) => world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })

async function givenEmergency(key: string, to = emergencyAddress): Promise<desk.Ticket> {
  await givenCustomer(world, key, { isVip: true })
  const headers = { 'Message-ID': `<first@${key}.test>` }
  return givenTicket(world, { from: `vera@${key}.test`, to, subject: `Down at ${key}`, headers })
}

/** They answer the old thread, to where they wrote first. */
async function downAgain(key: string, headers: Record<string, string> = {}, to = emergencyAddress): Promise<void> {
  const answer = { References: `<first@${key}.test>`, ...headers }
  const { raw, envelope } = letter({ from: `vera@${key}.test`, to, text: 'Down again.', headers: answer })
  await world.deliver(raw, envelope)
  await world.settle()
}

describe('a mail to the emergency address is acknowledged', () => {
  const acknowledged = async (key: string, isVip: boolean): Promise<string> => {
    await givenCustomer(world, key, { isVip })
    const ticket = await givenTicket(world, {
      from: `vera@${key}.test`,
      to: emergencyAddress,
      subject: `Down at ${key}`,
    })
    const [mail] = world.mailbox.to(`vera@${key}.test`)
    expect(mail?.text).toContain(`its number is ${ticket.number}`)
    return mail?.text ?? ''
  }

  test('of a VIP: somebody is paged', async () => {
    expect(await acknowledged('woken', true)).toContain('The person on call has been paged')
  })

  test('of anybody else: nobody was woken, and it waits in the queue', async () => {
    const text = await acknowledged('unwoken', false)
    expect(text).not.toContain('has been paged')
    expect(text).toContain('nobody was woken this time')
  })
})

describe('a page ends when its ticket', () => {
  test('is answered to the customer', async () => {
    const ticket = await givenEmergency('answered')
    expect(await pagesAbout(ticket)).toEqual(['open'])
    await reply(ticket)
    expect(await pagesAbout(ticket)).toEqual(['resolved'])
  })

  test('is resolved, acknowledged before or not', async () => {
    const ticket = await givenEmergency('solved')
    await world.ana.call(desk.claimTicket, { params: { id: ticket.id }, body: {} })
    expect(await pagesAbout(ticket)).toEqual(['acknowledged'])
    await resolve(ticket)
    expect(await pagesAbout(ticket)).toEqual(['resolved'])
  })
})

describe('a VIP who writes to the emergency address on an old thread pages again', () => {
  test('on an answered ticket, whose clock is the emergency’s', async () => {
    const ticket = await givenEmergency('again-answered')
    await reply(ticket)
    await downAgain('again-answered')
    expect(await pagesAbout(ticket)).toEqual(['open', 'resolved'])
  })

  test('on a resolved ticket, which opens again', async () => {
    const ticket = await givenEmergency('again-resolved')
    await resolve(ticket)
    await downAgain('again-resolved')
    expect([(await again(world, ticket)).state, await pagesAbout(ticket)]).toEqual(['open', ['open', 'resolved']])
  })

  test('on a ticket that began as a plain question, whose running clock gets nearer', async () => {
    const ticket = await givenEmergency('grown', supportAddress)
    expect([ticket.isUrgent, await pagesAbout(ticket)]).toEqual([false, []])
    await downAgain('grown', {}, emergencyAddress.toUpperCase())
    const after = await again(world, ticket)
    expect([after.isUrgent, await pagesAbout(ticket)]).toEqual([true, ['open']])
    expect(after.nextDueAt).toBe(new Date(world.clock.now().getTime() + 15 * 60_000).toISOString())
  })

  test('but their out-of-office does not, nor their answer to the plain address', async () => {
    const ticket = await givenEmergency('quiet')
    await reply(ticket)
    await downAgain('quiet', { 'Auto-Submitted': 'auto-replied' })
    await downAgain('quiet', {}, supportAddress)
    expect(await pagesAbout(ticket)).toEqual(['resolved'])
  })
})

describe('one mail in two copies, to the plain and to the emergency address,', () => {
  test.each([
    ['plain first', [supportAddress, emergencyAddress]],
    ['emergency first', [emergencyAddress, supportAddress]],
  ])('is one message and one page: %s', async (order, addresses) => {
    const key = order.replace(' ', '-')
    await givenCustomer(world, key, { isVip: true })
    const { raw, envelope } = letter({ from: `vera@${key}.test`, subject: `Copies, ${order}` })
    for (const [copy, to] of addresses.entries()) {
      await world.deliver(`Received: by relay ${copy}\r\n${raw}`, { ...envelope, to: [to] })
      await world.settle()
    }
    const query = { search: `Copies, ${order}` }
    const { items } = await world.ana.call(desk.listTickets, { query })
    expect(items).toMatchObject([{ messageCount: 1, isUrgent: true }])
    expect(await pagesAbout(items[0] ?? { id: '' })).toEqual(['open'])
    const [row] = await world.sql<{ envelope_to: string[] }>(
      `select envelope_to from mail.incoming_mails where ticket_id = '${items[0]?.id}'`,
    )
    expect(row?.envelope_to).toEqual(addresses)
  })
})

test('an emergency that wakes nobody says so on its ticket, whoever wrote it and wherever it is filed', async () => {
  const headers = { 'Message-ID': '<cry@stranger.test>' }
  const letterOf = { from: 'nobody@stranger.test', to: emergencyAddress }
  const ticket = await givenTicket(world, { ...letterOf, subject: 'A stranger cries', headers })
  const { raw, envelope } = letter({ ...letterOf, subject: 'Again', headers: { References: '<cry@stranger.test>' } })
  await world.deliver(raw, { ...envelope, to: [emergencyAddress] })
  await world.settle()
  const flags = (await again(world, ticket)).timeline.flatMap((one) => (one.kind === 'message' ? [one.flag] : []))
  expect(flags).toEqual([expect.stringContaining('nobody was paged'), expect.stringContaining('nobody was paged')])
})
