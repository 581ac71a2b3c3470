import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter, type Letter } from '../testing/letter.ts'
import type { DeliveredMail } from '../testing/mailbox.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'
import { noteFailedCopy } from './desk.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const receive = async (over: Letter): Promise<void> => {
  const { raw, envelope } = letter({ to: supportAddress, ...over })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}

const boss = (key: string): string => `boss@${key}.example`
const dev = (key: string): string => `dev@${key}.agency`

/** A ticket of a customer who put two others in copy. */
async function given(headers: Record<string, string> = {}): Promise<{ key: string; id: string; ticket: WholeTicket }> {
  const key = `p${(count += 1)}`
  const id = `<${key}@t.example>`
  const copied = { Cc: `Boss <${boss(key)}>, ${dev(key)}`, 'Message-ID': id, ...headers }
  const ticket = await givenTicket(world, {
    from: `Cc <cc@${key}.example>`,
    subject: `With boss ${key}.`,
    headers: copied,
  })
  return { key, id, ticket }
}

async function answer(ticket: { id: string }, over: { cc?: string[] } = {}): Promise<void> {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  const body = { text: 'An answer.', seenMessageId, ...over }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.settle()
}

const addresses = (ticket: WholeTicket): string[] => ticket.participants.map(({ address }) => address).toSorted()
const answersTo = (address: string): DeliveredMail[] =>
  world.mailbox.to(address).filter((mail) => mail.text?.includes('An answer.'))
const ticketsAbout = async (subject: string): Promise<desk.TicketSummary[]> =>
  (await world.ana.call(desk.listTickets, { query: { search: subject, limit: 200 } })).items
const lines = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))
const copiesOn = (ticket: WholeTicket) =>
  ticket.timeline.flatMap((one) => (one.kind === 'message' && one.direction === 'out' ? one.copies : []))

describe('whom a customer’s mail names', () => {
  test('takes part since that mail, and gets the answer in Cc, as the contact sees', async () => {
    const { key, ticket } = await given()
    const first = ticket.timeline.find((one) => one.kind === 'message')
    expect(ticket.participants).toEqual([
      { address: boss(key), name: 'Boss', since: first?.at, messageId: first?.id, addedBy: null },
      { address: dev(key), name: expect.any(String), since: first?.at, messageId: first?.id, addedBy: null },
    ])
    await answer(ticket)
    for (const address of [`cc@${key}.example`, boss(key), dev(key)]) expect(answersTo(address)).toHaveLength(1)
    expect(answersTo(`cc@${key}.example`)[0]?.cc?.map((one) => one.address)).toEqual([boss(key), dev(key)])
    expect(copiesOn(await again(world, ticket)).map((one) => one.state)).toEqual(['sent', 'sent'])
  })

  test('joins the ticket with “reply all” to our answer, and to the customer’s mail before any answer', async () => {
    const { key, id, ticket } = await given()
    await receive({ from: boss(key), subject: `Re: With boss ${key}.`, headers: { 'In-Reply-To': id } })
    expect(await again(world, ticket)).toMatchObject({ messageCount: 2 })
    await answer(ticket)
    const [ours] = answersTo(dev(key))
    await receive({ from: dev(key), subject: 'Re: other words', headers: { References: ours?.messageId ?? '' } })
    expect(await again(world, ticket)).toMatchObject({ messageCount: 4, waitingOn: { holder: 'support' } })
    expect(await ticketsAbout(`With boss ${key}.`)).toHaveLength(1)
  })

  test('and a stranger who holds the same ids still gets a ticket of their own', async () => {
    const { key, id, ticket } = await given()
    await receive({ from: `mallory@${key}.evil`, subject: `Stolen ${key}.`, headers: { References: id } })
    expect(await again(world, ticket)).toMatchObject({ messageCount: 1 })
    expect(await ticketsAbout(`Stolen ${key}.`)).toHaveLength(1)
  })

  test('can be left out of one answer, and taken out for good', async () => {
    const { key, id, ticket } = await given()
    await answer(ticket, { cc: [boss(key)] })
    expect([answersTo(boss(key)).length, answersTo(dev(key)).length]).toEqual([1, 0])
    const params = { id: ticket.id, address: dev(key) }
    await world.ana.call(desk.removeParticipant, { params })
    expect((await world.ana.refused(desk.removeParticipant, { params })).status).toBe(404)
    const headers = { 'In-Reply-To': id, Cc: `${dev(key)}, third@${key}.example` }
    await receive({ from: `cc@${key}.example`, headers })
    expect(addresses(await again(world, ticket))).toEqual([boss(key), `third@${key}.example`])
    await answer(ticket)
    expect([answersTo(boss(key)).length, answersTo(dev(key)).length]).toEqual([2, 0])
    await receive({ from: dev(key), subject: `Still here ${key}.`, headers: { 'In-Reply-To': id } })
    expect(await ticketsAbout(`Still here ${key}.`)).toHaveLength(1)
  })

  test('is joined by whom an agent adds; nobody else can be written to', async () => {
    const { key, ticket } = await given()
    const params = { id: ticket.id }
    const body = { text: 'An answer.', seenMessageId: ticket.newestMessageId, cc: [`new@${key}.example`] }
    const refused = await world.ana.refused(desk.replyToTicket, { params, body })
    expect(refused.problem.errors?.[0]?.pointer).toBe('/cc')
    const added = await world.ana.call(desk.addParticipant, { params, body: { address: `New@${key}.example` } })
    expect(added.participants.find((one) => one.address === `new@${key}.example`)).toMatchObject({
      messageId: null,
      addedBy: { name: 'Ana' },
    })
    await answer(ticket, { cc: [`new@${key}.example`] })
    expect(answersTo(`new@${key}.example`)).toHaveLength(1)
    const own = await world.ana.refused(desk.addParticipant, { params, body: { address: supportAddress } })
    expect(own.problem.errors?.[0]?.pointer).toBe('/address')
  })

  test('includes whoever else of the customer writes on it', async () => {
    const key = `two${(count += 1)}`
    const contacts = ['vera', 'walt'].map((name) => ({ name, email: `${name}@${key}.test` }))
    await givenCustomer(world, key, { contacts })
    const id = `<${key}@t.example>`
    const ticket = await givenTicket(world, {
      from: `vera@${key}.test`,
      subject: `By ${key}.`,
      headers: { 'Message-ID': id },
    })
    await receive({ from: `walt@${key}.test`, headers: { 'In-Reply-To': id } })
    expect(addresses(await again(world, ticket))).toEqual([`walt@${key}.test`])
  })
})

describe('nobody makes us write to strangers:', () => {
  test('500 addresses in Cc bring 20 people at most, said on the ticket, and only the sender is acknowledged', async () => {
    const key = `many${(count += 1)}`
    const all = Array.from({ length: 500 }, (_, at) => `v${at}@${key}.victims`)
    const sent = world.mailbox.mails.length
    const ticket = await givenTicket(world, {
      from: `spam@${key}.example`,
      subject: `Many ${key}.`,
      headers: { Cc: all.join(', ') },
    })
    expect(ticket.participants).toHaveLength(20)
    expect(lines(ticket)).toContainEqual(expect.stringMatching(/479 more people whom the mail names take no part/))
    expect(world.mailbox.mails.slice(sent).map((mail) => mail.to_)).toEqual([`spam@${key}.example`])
    const body = { address: `one-more@${key}.example` }
    const full = await world.ana.refused(desk.addParticipant, { params: { id: ticket.id }, body })
    expect(full.problem.type).toBe('/problems/too-many-participants')
  })

  test.each([
    ['an automatic mail', { 'Auto-Submitted': 'auto-replied' }],
    ['bulk mail', { Precedence: 'bulk' }],
    ['a mailing list', { 'List-Id': '<all.customer.test>', 'List-Post': '<mailto:all@customer.test>' }],
  ])('%s brings nobody', async (_, headers) => {
    expect((await given(headers)).ticket.participants).toEqual([])
  })

  test('addresses of ours, of programs, lists and bounces do not take part', async () => {
    const Cc = [
      supportAddress,
      'Support+abc@desk.test',
      'emergency@desk.test',
      'postmaster@desk.test',
      'noreply@shop.test',
      'do-not-reply@shop.test',
      'dev-bounces@shop.test',
      'owner-dev@shop.test',
      'prvs=1=abc@shop.test',
      'dev@lists.shop.test',
      'team@googlegroups.com',
      'mailer-daemon@shop.test',
      'a@localhost',
      'ok@shop.test',
    ].join(', ')
    expect(addresses((await given({ Cc })).ticket)).toEqual(['ok@shop.test'])
  })
})

/** A report of a server on our newest mail to this address. */
async function bounce(of: string, failed: string): Promise<void> {
  const { messageId } = answersTo(of).at(-1) ?? {}
  const parts = [
    ['text/plain', 'About your mail.'],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ${failed}\nAction: failed\nStatus: 5.1.1`,
    ],
    ['message/rfc822', `From: support@desk.test\nCc: ${boss('any')}\nMessage-ID: ${messageId}\n\nhello`],
  ]
  const text = [...parts.map(([type, body]) => `--RP\nContent-Type: ${type}\n\n${body}\n`), '--RP--'].join('\n')
  const headers = { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="RP"' }
  const made = letter({ from: 'MAILER-DAEMON@mx.test', subject: 'Undelivered', text, headers })
  await world.deliver(made.raw, { ...made.envelope, from: '' })
  await world.settle()
}

describe('an answer that does not reach everyone', () => {
  test('stays delivered where one in Cc is refused: the ticket names the address and waits as before', async () => {
    const { key, ticket } = await given()
    world.mailbox.refuseTo(boss(key), 550)
    await answer(ticket)
    const after = await again(world, ticket)
    expect(after.waitingOn.holder).toBe('customer')
    expect(copiesOn(after)).toEqual([
      { address: boss(key), state: 'failed', reason: expect.stringContaining('550') },
      { address: dev(key), state: 'sent', reason: null },
    ])
    const said = lines(after).filter((line) => line.includes(`could not deliver the copy to ${boss(key)}: 550`))
    expect(said).toHaveLength(1)
    const [mail] = await world.sql<{ id: string }>(
      `select id from mail.outgoing_mails where ticket_id = '${ticket.id}' and kind = 'reply'`,
    )
    await noteFailedCopy(world.app.contextFor('test'), { mailId: mail?.id ?? '', address: boss(key) })
    expect(lines(await again(world, ticket))).toEqual(lines(after))
  })

  test('comes back to us where the contact is refused, though one in Cc has it', async () => {
    const { key, ticket } = await given()
    world.mailbox.refuseTo(`cc@${key}.example`, 550)
    await answer(ticket)
    expect(await again(world, ticket)).toMatchObject({ waitingOn: { holder: 'support' } })
    expect(answersTo(boss(key))).toHaveLength(1)
  })

  test('is tried again for the one whose server has no time, and for nobody else', async () => {
    const { key, ticket } = await given()
    world.mailbox.refuseTo(boss(key), 450)
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    const body = { text: 'An answer.', seenMessageId }
    await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
    await world.mailbox.waitFor(dev(key))
    const waiting = async () => world.sql(`select 1 from pgboss.job where name = 'mail.send-mail' and state = 'retry'`)
    for (let attempt = 0; attempt < 200 && (await waiting()).length === 0; attempt += 1) await sleep(10)
    world.mailbox.refuseTo(boss(key), undefined)
    await world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)
    await world.restart()
    await world.settle()
    expect([boss(key), dev(key), `cc@${key}.example`].map((one) => answersTo(one).length)).toEqual([1, 1, 1])
    expect(copiesOn(await again(world, ticket)).map((one) => one.state)).toEqual(['sent', 'sent'])
  })

  test('bounces from one in Cc without the ticket coming back, and from the contact as ever', async () => {
    const { key, ticket } = await given()
    await answer(ticket)
    await bounce(boss(key), boss(key))
    const after = await again(world, ticket)
    expect(after.waitingOn.holder).toBe('customer')
    expect(after.timeline).toContainEqual(
      expect.objectContaining({ flag: `Our mail could not be delivered to ${boss(key)}.` }),
    )
    expect(copiesOn(after)[0]).toEqual({ address: boss(key), state: 'failed', reason: '5.1.1' })
    await bounce(`cc@${key}.example`, `cc@${key}.example`)
    expect((await again(world, ticket)).waitingOn.holder).toBe('support')
  })

  test('counts a copy as a mail to that address: beyond 40 an hour it is held back', async () => {
    const { key, ticket } = await given()
    for (let round = 0; round < 41; round += 1) await answer(ticket, { cc: [boss(key)] })
    expect(answersTo(boss(key)).length).toBeLessThanOrEqual(40)
  }, 30_000)
})
