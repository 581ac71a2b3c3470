import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getMailDebt, getMailLedger, listIncomingMails } from '@bellwether/contract/mail.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type LeftMail, sendMail } from '../mail/send-mail.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())
// Each test has days of its own: what one sends brakes no other.
beforeEach(() => world.clock.advance(3 * 86_400_000))

async function deliverAll(mails: readonly { from: string; subject: string; to?: string }[]): Promise<void> {
  for (const mail of mails) {
    const { raw, envelope } = letter(mail)
    await world.deliver(raw, envelope)
  }
  await world.settle()
}

const times = <T>(count: number, make: (turn: number) => T): T[] =>
  Array.from({ length: count }, (_, turn) => make(turn))
const ticketsAbout = async (search: string) =>
  (await world.ana.call(desk.listTickets, { query: { search, limit: 200 } })).items
const sentTo = (pattern: RegExp): number => world.mailbox.mails.filter((mail) => pattern.test(mail.to_)).length
const changesOf = async (ticket: { id: string } | undefined) =>
  (await again(world, ticket ?? { id: '' })).timeline.flatMap((one) => (one.kind === 'change' ? [one.what] : []))

test('31 forged mails do not silence the real emergency of the one in whose name they are written', async () => {
  await givenCustomer(world, 'vip', { isVip: true })
  await deliverAll(times(31, (turn) => ({ from: 'vera@vip.test', subject: `Forged ${turn}.` })))
  await deliverAll([{ from: 'vera@vip.test', subject: 'Really down', to: emergencyAddress }])
  const [ticket] = await ticketsAbout('Really down')
  expect(ticket).toMatchObject({ isUrgent: true })
  expect(world.mailbox.to('ana@staff.test').map((mail) => mail.subject)).toContainEqual(
    expect.stringContaining('Really down'),
  )
  expect(await ticketsAbout('Forged')).toHaveLength(31)
  expect((await world.ana.call(listIncomingMails, { query: { outcome: 'held' } })).items).toEqual([])
})

test('emergency+anything is the emergency address, in any case', async () => {
  await givenCustomer(world, 'plus', { isVip: true })
  await deliverAll([{ from: 'vera@plus.test', subject: 'Down in Europe', to: 'Emergency+EU@desk.test' }])
  expect(await ticketsAbout('Down in Europe')).toMatchObject([{ isUrgent: true }])
})

test('a desk that answers from a new address each time is acknowledged ten times an hour, and the tickets say why', async () => {
  await deliverAll(
    times(60, (turn) => ({ from: `case${turn}@mail${turn % 7}.otherdesk.test`, subject: `Case ${turn}.` })),
  )
  const tickets = await ticketsAbout('Case')
  expect(tickets).toHaveLength(60)
  expect(sentTo(/otherdesk\.test$/)).toBe(10)
  const [newest] = tickets.toSorted((a, b) => b.number - a.number)
  expect(await changesOf(newest)).toEqual([
    'has not acknowledged: more than 10 automatic answers to otherdesk.test within an hour',
  ])
  expect((await world.ana.call(getMailLedger, {})).heldBack).toBe(50)
})

test('sixty people at a public mail service are all acknowledged, and so are sixty contacts of one customer', async () => {
  const contacts = times(60, (turn) => ({ name: `C${turn}`, email: `c${turn}@large.test` }))
  await givenCustomer(world, 'large', { contacts })
  await deliverAll(times(60, (turn) => ({ from: `person${turn}@gmail.com`, subject: `Outage ${turn}.` })))
  await deliverAll(contacts.map(({ email }) => ({ from: email, subject: `Also ${email}` })))
  expect([sentTo(/@gmail\.com$/), sentTo(/@large\.test$/)]).toEqual([60, 60])
})

test('two systems that answer each other end after a few mails', async () => {
  const other = 'robot@circle.test'
  let answered = 0
  await deliverAll([{ from: other, subject: 'Hello' }])
  for (let round = 0; round < 30; round += 1) {
    const mails = world.mailbox.to(other)
    if (mails.length === answered) break
    answered = mails.length
    world.clock.advance(61 * 60_000)
    await deliverAll([{ from: other, subject: `We got your mail ${round}` }])
  }
  expect(world.mailbox.to(other)).toHaveLength(5)
})

test('two processes at once let out no more than one does', async () => {
  const acknowledge = (): Promise<LeftMail> =>
    inTransaction(world.app.contextFor('test'), (ctx) =>
      sendMail(ctx, { kind: 'acknowledgement', to: 'both@race.test', subject: 'Re', text: 'It has arrived.' }),
    )
  await Promise.all(times(8, acknowledge))
  await world.settle()
  expect(world.mailbox.to('both@race.test')).toHaveLength(1)
})

test('forty mails of one sender within an hour are all filed, and acknowledged once', async () => {
  await deliverAll(times(40, (turn) => ({ from: 'flood@one.test', subject: `Flood ${turn}.`, to: supportAddress })))
  expect(await ticketsAbout('Flood')).toHaveLength(40)
  expect(world.mailbox.to('flood@one.test')).toHaveLength(1)
})

test('when the brake over everybody closes, whoever looks after mail is told on every screen', async () => {
  await deliverAll([{ from: 'first@ocean.test', subject: 'Before.' }])
  expect(await world.ana.call(getMailDebt, {})).toMatchObject({ silenced: 0 })
  await world.sql(
    `insert into mail.outgoing_mails
       select (jsonb_populate_record(mail, jsonb_build_object('id', gen_random_uuid(), 'message_id', n, 'to_address', n || '@n' || n || '.test'))).*
       from mail.outgoing_mails mail, generate_series(1, 500) n
       where to_address = 'first@ocean.test'`,
  )
  await deliverAll(times(3, (turn) => ({ from: `late${turn}@shore${turn}.test`, subject: `Late ${turn}.` })))
  expect(await world.ana.call(getMailDebt, {})).toMatchObject({ held: 0, astray: 0, silenced: 3 })
  world.clock.advance(2 * 3_600_000)
  expect(await world.ana.call(getMailDebt, {})).toMatchObject({ silenced: 0 })
})
