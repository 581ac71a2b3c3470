import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import type { Caller } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, timelineOf } from './desk.builders.ts'

let world: World
let bo: Caller
let count = 0
beforeAll(async () => {
  world = await startWorld()
  bo = await world.person('Bo')
  await givenCustomer(world, 'acme', { plan: 'premium', isVip: true })
  await givenCustomer(world, 'zeta')
})
afterAll(() => world.stop())

const word = (over: object = {}) => ({
  contact: { email: 'vera@acme.test' },
  subject: `Said ${(count += 1)}`,
  text: 'The shop is slow.',
  ...over,
})
const pagesAbout = async ({ id }: { id: string }) =>
  (await world.ana.call(listPages, { query: { limit: 200 } })).items.filter((page) => page.about.id === id)
const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()

describe('what a customer said on the phone', () => {
  test('is a ticket with their words by that channel, owned by who took it, and its clocks run', async () => {
    const body = { ...word(), channel: 'phone' as const, cc: ['wim@acme.test'] }
    const taken = await bo.call(desk.takeTicket, { body })
    expect(taken).toMatchObject({
      owner: { name: 'Bo' },
      customer: { key: 'acme' },
      contact: { name: 'Vera', email: 'vera@acme.test' },
      waitingOn: { holder: 'support' },
      nextDueAt: inMinutes(60),
      participants: [{ address: 'wim@acme.test', addedBy: { name: 'Bo' } }],
    })
    expect(await timelineOf(bo, taken)).toMatchObject([
      { kind: 'message', direction: 'in', channel: 'phone', author: { name: 'Vera' }, text: 'The shop is slow.' },
      { kind: 'change', who: 'Bo', what: 'took this down: they called' },
    ])
  })

  test('is acknowledged, so that they can answer by mail, or not', async () => {
    const taken = await bo.call(desk.takeTicket, { body: { ...word(), channel: 'phone' } })
    const quiet = await bo.call(desk.takeTicket, { body: { ...word(), channel: 'chat', isAcknowledged: false } })
    await world.settle()
    const mails = await world.mailbox.waitFor('vera@acme.test')
    const about = (number: number) => mails.filter((mail) => mail.subject?.includes(`[#${number}]`))
    expect(about(quiet.number)).toEqual([])
    const [acknowledged] = about(taken.number)
    const headers = { 'In-Reply-To': acknowledged?.messageId ?? '' }
    const { raw, envelope } = letter({ from: 'vera@acme.test', text: 'Since noon.', headers })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
    expect((await again(world, taken)).messageCount).toBe(2)
  })

  test('pages as an emergency where the customer may page, and says so where nobody was paged', async () => {
    const cry = { isEmergency: true, channel: 'phone' as const }
    const vip = await bo.call(desk.takeTicket, { body: { ...word(), ...cry } })
    expect(await pagesAbout(vip)).toMatchObject([{ body: expect.stringContaining('called with an emergency') }])
    expect([vip.isUrgent, vip.nextDueAt]).toEqual([true, inMinutes(15)])
    const other = await bo.call(desk.takeTicket, {
      body: { ...word({ contact: { email: 'vera@zeta.test' } }), ...cry },
    })
    expect([other.isUrgent, await pagesAbout(other)]).toEqual([false, []])
    expect(await timelineOf(bo, other)).toContainEqual(
      expect.objectContaining({ kind: 'message', flag: expect.stringContaining('nobody was paged') }),
    )
  })

  test('is nobody’s who is this desk', async () => {
    const body = { ...word({ contact: { email: supportAddress } }), channel: 'phone' as const }
    expect((await bo.refused(desk.takeTicket, { body })).problem.errors).toMatchObject([{ pointer: '/contact/email' }])
  })
})

describe('the form on the web', () => {
  test('is shut until somebody opens it, and then opens tickets of strangers', async () => {
    const asked = { body: word({ contact: { email: 'stranger@nowhere.test', name: 'A\r\nStranger' } }) }
    expect((await world.nobody.refused(desk.askByForm, asked)).status).toBe(404)
    expect((await bo.refused(desk.setForm, { body: { isOpen: true } })).status).toBe(403)
    await world.ana.call(desk.setForm, { body: { isOpen: true } })
    expect(await world.nobody.call(desk.getForm, {})).toEqual({ isOpen: true, organisation: 'Northwind', fields: [] })
    const { number } = await world.nobody.call(desk.askByForm, asked)
    const ticket = await world.ana.call(desk.getTicket, { params: { id: String(number) } })
    expect(ticket).toMatchObject({ owner: null, customer: null, contact: { name: 'A Stranger' } })
    expect(await timelineOf(world.ana, ticket)).toContainEqual(
      expect.objectContaining({ kind: 'message', channel: 'form' }),
    )
  })

  test('pages for a customer who may page, and whoever is woken reads that nothing is proven', async () => {
    const { number } = await world.nobody.call(desk.askByForm, { body: word({ isEmergency: true }) })
    const ticket = await world.ana.call(desk.getTicket, { params: { id: String(number) } })
    expect(await pagesAbout(ticket)).toMatchObject([{ title: expect.stringMatching(/^Sender not proven: Acme/) }])
  })

  test('takes so many of one address and no more', async () => {
    const asked = () =>
      world.nobody.raw('/api/desk/form', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(word({ contact: { email: 'often@nowhere.test' } })),
      })
    const statuses: number[] = []
    for (let tries = 0; tries < 22; tries += 1) statuses.push((await asked()).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([201, 429])
  })
})

describe('another requester', () => {
  test('gets the answers, with the ticket of their customer; whoever asked before takes part', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'For somebody else' })
    const body = { email: 'Vera@Zeta.test', name: '' }
    const changed = await bo.call(desk.changeContact, { params: { id: ticket.id }, body })
    expect(changed).toMatchObject({
      customer: { key: 'zeta' },
      contact: { name: 'Vera', email: 'vera@zeta.test' },
      nextDueAt: ticket.nextDueAt,
      participants: [{ address: 'vera@acme.test' }],
    })
    const reply = { text: 'Here.', seenMessageId: changed.newestMessageId }
    await bo.call(desk.replyToTicket, { params: { id: ticket.id }, body: reply })
    await world.settle()
    expect((await world.mailbox.waitFor('vera@zeta.test')).at(-1)?.text).toContain('Here.')
    await bo.call(desk.changeContact, { params: { id: ticket.id }, body: { email: 'vera@acme.test', name: '' } })
    expect((await again(world, ticket)).participants).toMatchObject([{ address: 'vera@zeta.test' }])
  })

  test('leaves out whoever asked before, where that is said: what they write is a ticket of their own', async () => {
    const headers = { 'Message-ID': `<left-out-${(count += 1)}@customer.test>` }
    const ticket = await givenTicket(world, { from: 'mallory@evil.test', subject: 'Left out', headers })
    const body = { email: 'vera@acme.test', name: '', keepsFormer: false }
    await bo.call(desk.changeContact, { params: { id: ticket.id }, body })
    const { raw, envelope } = letter({
      from: 'mallory@evil.test',
      subject: 'Re: Left out',
      headers: { References: headers['Message-ID'] },
    })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
    expect(await again(world, ticket)).toMatchObject({ messageCount: 1, participants: [] })
  })
})
