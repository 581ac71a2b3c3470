import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getMailLedger, listIncomingMails } from '@bellwether/contract/mail.ts'
import { deliverEvents } from '../platform/events/deliver-events.ts'
import { letter, type Letter } from '../testing/letter.ts'
import type { DeliveredMail } from '../testing/mailbox.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const receive = async (over: Letter & { envelopeTo?: string }): Promise<void> => {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, { ...envelope, to: [over.envelopeTo ?? supportAddress] })
  await world.settle()
}

const ticketsAbout = async (subject: string): Promise<desk.TicketSummary[]> =>
  (await world.ana.call(desk.listTickets, { query: { search: subject, limit: 200 } })).items

/** A ticket of this address and the acknowledgement that they got for it. */
async function givenAcknowledged(from: string, subject: string): Promise<[desk.Ticket, DeliveredMail]> {
  const ticket = await givenTicket(world, { from, subject })
  const [mail] = world.mailbox.to(from)
  if (!mail) throw new Error('nothing was acknowledged')
  return [ticket, mail]
}

const idOf = (mail: DeliveredMail): string => mail.messageId ?? ''
const replyToOf = (mail: DeliveredMail): string => mail.replyTo?.[0]?.address ?? ''
const withOneCharacterChanged = (token: string): string =>
  token.replace(/[a-z](?=.{30})/, (one) => (one === 'b' ? 'c' : 'b'))

describe('an automatic mail becomes a ticket and is never answered:', () => {
  test.each([
    ['an automatic reply', { 'Auto-Submitted': 'auto-replied' }, undefined],
    ['an alert', { 'Auto-Submitted': 'auto-generated; owner=cron' }, undefined],
    ['bulk mail', { Precedence: 'bulk' }, undefined],
    ['a mailing list', { 'List-Id': '<all.customer.test>' }, undefined],
    ['an Exchange out-of-office', { 'X-Auto-Response-Suppress': 'OOF, AutoReply' }, undefined],
    ['another desk that marks loops', { 'X-Loop': 'desk' }, undefined],
    ['a mail with the null sender', {}, ''],
  ])('%s', async (name, headers, envelopeFrom) => {
    const from = `${name.replaceAll(' ', '-').toLowerCase()}@robot.test`
    const { raw, envelope } = letter({ from, subject: `By a robot: ${name}`, headers })
    await world.deliver(raw, { from: envelopeFrom ?? envelope.from, to: [supportAddress] })
    await world.settle()
    const [ticket] = await ticketsAbout(`By a robot: ${name}`)
    expect(await again(world, ticket ?? { id: '' })).toMatchObject({ timeline: [{ isAutomatic: true }] })
    expect(world.mailbox.to(from)).toEqual([])
  })

  test('but “Auto-Submitted: no” is a person, who is answered', async () => {
    await givenTicket(world, { from: 'human@robot.test', subject: 'By a human', headers: { 'Auto-Submitted': 'no' } })
    expect(world.mailbox.to('human@robot.test')).toHaveLength(1)
  })

  test('and so is a postmaster who writes themselves', async () => {
    await givenTicket(world, { from: 'postmaster@small.test', subject: 'By the postmaster' })
    expect(world.mailbox.to('postmaster@small.test')).toHaveLength(1)
  })

  test('and an out-of-office on a thread changes neither whom it waits on nor a clock', async () => {
    const [ticket, acknowledgement] = await givenAcknowledged('away@robot.test', 'Away')
    const body = { text: 'Done.', seenMessageId: ticket.newestMessageId }
    const answered = await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
    await receive({
      from: 'away@robot.test',
      headers: { 'Auto-Submitted': 'auto-replied', 'In-Reply-To': idOf(acknowledgement) },
    })
    const after = await again(world, ticket)
    expect(after.messageCount).toBe(3)
    expect([after.waitingOn, after.clocks]).toEqual([answered.waitingOn, answered.clocks])
  })
})

describe('whom a mail is from', () => {
  test('a form that sends as us is filed under the person in Reply-To, who is answered', async () => {
    const headers = { 'Reply-To': 'Clara <clara@form.test>' }
    await receive({ from: `Website <${supportAddress}>`, subject: 'By the form', headers })
    const [ticket] = await ticketsAbout('By the form')
    expect(ticket).toMatchObject({ contact: { name: 'Clara', email: 'clara@form.test' } })
    expect(world.mailbox.to('clara@form.test')).toHaveLength(1)
  })

  test('31 mails an hour of one form are no loop', async () => {
    for (let round = 1; round <= 31; round += 1) {
      const headers = { 'Reply-To': `Person ${round} <p${round}@busy-form.test>` }
      const { raw, envelope } = letter({ from: 'noreply@form.test', subject: `Form mail ${round}.`, headers })
      await world.deliver(raw, envelope)
    }
    await world.settle()
    expect(await ticketsAbout('Form mail')).toHaveLength(31)
  })

  test('our own mail that comes back is known by its id, whoever it says it is from', async () => {
    const [, mail] = await givenAcknowledged('vera@boomerang.test', 'Boomerang')
    await receive({ from: 'other@boomerang.test', subject: 'Thrown', headers: { 'Message-ID': idOf(mail) } })
    const { items } = await world.ana.call(listIncomingMails, { query: { outcome: 'rejected', limit: 200 } })
    expect(items.find((one) => one.subject === 'Thrown')).toMatchObject({ reason: 'our own mail came back' })
  })
})

test('an autoresponder without the usual headers reopens nothing and starts no clock', async () => {
  const [ticket, acknowledgement] = await givenAcknowledged('reg@registrar.test', 'Resolved before')
  const body = { text: 'Done.', seenMessageId: ticket.newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  const resolved = await again(world, ticket)
  const headers = { 'X-Autoresponder': 'Will not answer again', 'In-Reply-To': idOf(acknowledgement) }
  await receive({ from: 'reg@registrar.test', headers })
  const after = await again(world, ticket)
  expect(resolved.state).toBe('resolved')
  expect([after.state, after.waitingOn, after.clocks, after.nextDueAt]).toEqual([
    'resolved',
    resolved.waitingOn,
    resolved.clocks,
    null,
  ])
  expect(after.messageCount).toBe(resolved.messageCount + 1)
})

test('what a mail holds beyond what is shown is named', async () => {
  const headers = { 'Content-Type': 'text/html' }
  await receive({ from: 'vera@pictures.test', subject: 'Pictures', headers, text: 'Hi<img src="https://t.test/a">' })
  const [ticket] = await ticketsAbout('Pictures')
  const { timeline } = await again(world, ticket ?? { id: '' })
  expect(timeline).toContainEqual(expect.objectContaining({ leftOut: [expect.stringContaining('t.test')] }))
})

describe('acknowledgements', () => {
  test('go to one address at most once an hour, however many tickets it opens', async () => {
    for (const subject of ['First of many', 'Second of many', 'Third of many']) {
      await givenTicket(world, { from: 'many@busy.test', subject })
      world.clock.advance(10 * 60_000)
    }
    expect(world.mailbox.to('many@busy.test')).toHaveLength(1)
    world.clock.advance(31 * 60_000)
    await givenTicket(world, { from: 'many@busy.test', subject: 'Fourth of many' })
    expect(world.mailbox.to('many@busy.test')).toHaveLength(2)
  })

  test('say that no machine should answer them, and bounce to nobody', async () => {
    const [, mail] = await givenAcknowledged('vera@marks.test', 'Marked')
    expect(mail.envelopeFrom).toBe('')
    expect(mail.raw).toMatch(/^Auto-Submitted: auto-replied/m)
    expect(mail.raw).toMatch(/^X-Auto-Response-Suppress: All/m)
  })
})

describe('an answer comes back to its ticket', () => {
  test.each([
    ['by the token in the address', (mail: DeliveredMail) => ({ envelopeTo: replyToOf(mail) })],
    ['by the token in upper case', (mail: DeliveredMail) => ({ envelopeTo: replyToOf(mail).toUpperCase() })],
    ['by In-Reply-To', (mail: DeliveredMail) => ({ headers: { 'In-Reply-To': idOf(mail) } })],
    [
      'by an older id in References',
      (mail: DeliveredMail) => ({ headers: { References: `${idOf(mail)} <x@else>`, 'In-Reply-To': '<x@else>' } }),
    ],
  ])('%s', async (how, over) => {
    const from = `vera@${how.replaceAll(' ', '-').toLowerCase()}.test`
    const [ticket, mail] = await givenAcknowledged(from, `Answered ${how}`)
    await receive({ from, subject: 'quite another subject', ...over(mail) })
    expect((await again(world, ticket)).messageCount).toBe(2)
  })

  test('by the id of the sender’s own first mail, where nothing was acknowledged', async () => {
    const first = { 'Message-ID': '<first@own-id.test>' }
    const ticket = await givenTicket(world, { from: 'vera@own-id.test', subject: 'Own id', headers: first })
    await receive({ from: 'vera@own-id.test', headers: { References: '<first@own-id.test>' } })
    expect((await again(world, ticket)).messageCount).toBe(2)
  })

  test('from a colleague of the same customer', async () => {
    const contacts = ['vera', 'carl'].map((name) => ({ name, email: `${name}@colleagues.test` }))
    await givenCustomer(world, 'colleagues', { contacts })
    const [ticket, mail] = await givenAcknowledged('vera@colleagues.test', 'Holiday cover')
    await receive({ from: 'carl@colleagues.test', headers: { 'In-Reply-To': idOf(mail) } })
    expect((await again(world, ticket)).messageCount).toBe(2)
  })
})

describe('an answer gets a ticket of its own', () => {
  test('from a stranger who has the token: marked, and related to the one they named', async () => {
    const [ticket, mail] = await givenAcknowledged('vera@forwarded.test', 'Forwarded')
    await receive({ from: 'eve@elsewhere.test', subject: 'From Eve', envelopeTo: replyToOf(mail) })
    const [eves] = await ticketsAbout('From Eve')
    expect(await again(world, eves ?? { id: '' })).toMatchObject({
      related: [{ id: ticket.id }],
      timeline: [{ flag: expect.stringContaining('compare before you trust it') }, {}],
    })
    expect((await again(world, ticket)).messageCount).toBe(1)
  })

  test('with a tampered token, even from the right sender', async () => {
    const [ticket, mail] = await givenAcknowledged('vera@tampered.test', 'Tampered')
    const envelopeTo = withOneCharacterChanged(replyToOf(mail).replace('support+', '')).replace(/^/, 'support+')
    expect(envelopeTo).not.toBe(replyToOf(mail))
    await receive({ from: 'vera@tampered.test', subject: 'With another token', envelopeTo })
    const [other] = await ticketsAbout('With another token')
    expect(await again(world, other ?? { id: '' })).toMatchObject({ related: [] })
    expect((await again(world, ticket)).messageCount).toBe(1)
  })

  test('from another sender with the Message-ID of a mail that was filed', async () => {
    const headers = { 'Message-ID': '<always-the-same@broken.test>' }
    await receive({ from: 'one@broken.test', subject: 'Same id, one', headers })
    await receive({ from: 'two@broken.test', subject: 'Same id, two', headers })
    expect(await ticketsAbout('Same id,')).toHaveLength(2)
  })
})

describe('nothing is lost or doubled', () => {
  test('when the sender tries again because our 250 was lost', async () => {
    const { raw, envelope } = letter({ from: 'vera@retry.test', subject: 'Sent twice' })
    await Promise.all([world.deliver(raw, envelope), world.deliver(raw, envelope)])
    await world.settle()
    expect(await ticketsAbout('Sent twice')).toMatchObject([{ messageCount: 1 }])
    expect(world.mailbox.to('vera@retry.test')).toHaveLength(1)
  })

  test('when the server stops between taking a mail and filing it', async () => {
    await world.app.contextFor('test').jobs.boss.offWork('file-mail')
    const { raw, envelope } = letter({ from: 'vera@crash.test', subject: 'Before the crash' })
    await world.deliver(raw, envelope)
    await deliverEvents(world.app.contextFor('test'))
    expect(await ticketsAbout('Before the crash')).toEqual([])
    await world.restart()
    await world.settle()
    expect(await ticketsAbout('Before the crash')).toHaveLength(1)
  })

  test('when the process that was filing it is killed', async () => {
    const queue = 'file-mail'
    const { boss } = world.app.contextFor('test').jobs
    await boss.offWork(queue)
    const { raw, envelope } = letter({ from: 'vera@killed.test', subject: 'Half filed' })
    await world.deliver(raw, envelope)
    await deliverEvents(world.app.contextFor('test'))
    const minuteAgo = `now() - interval '1 minute'`
    await world.sql(
      `update pgboss.job set state = 'active', started_on = ${minuteAgo}, heartbeat_on = ${minuteAgo} where name = '${queue}' and state = 'created'`,
    )
    await boss.supervise(queue)
    await world.sql(`update pgboss.job set start_after = now() where name = '${queue}' and state = 'retry'`)
    await world.restart()
    await world.settle()
    expect(await ticketsAbout('Half filed')).toHaveLength(1)
  })

  test('and the ledger adds up over all of it', async () => {
    const ledger = await world.ana.call(getMailLedger, {})
    expect(ledger).toMatchObject({ astray: 0, outcomes: { waiting: 0 } })
    expect(ledger.received).toBeGreaterThan(0)
  })
})

test('the emergency address pages only for a VIP; everyone else gets a normal ticket', async () => {
  await givenCustomer(world, 'vip', { isVip: true })
  await givenCustomer(world, 'plain')
  const urgent = await givenTicket(world, { from: 'vera@vip.test', to: emergencyAddress, subject: 'VIP is down' })
  const normal = await givenTicket(world, { from: 'vera@plain.test', to: emergencyAddress, subject: 'Plain is down' })
  expect([urgent.isUrgent, normal.isUrgent]).toEqual([true, false])
  expect(world.mailbox.to('ana@staff.test').map((mail) => mail.subject)).toEqual(['Page: Vip: VIP is down'])
})
