import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import type { DeliveredMail } from '../testing/mailbox.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'
import { returnFailedAnswer, tellCustomer } from './desk.ts'

let world: World
let ines: Caller
let team: string
let count = 0
beforeAll(async () => {
  world = await startWorld()
  team = await world.team('infrastructure')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
})
afterAll(() => world.stop())

const minutesFromNow = (count: number): string => new Date(world.clock.now().getTime() + count * 60_000).toISOString()

/** A ticket that a pro customer has just written and Ana owns. */
async function given(): Promise<WholeTicket> {
  const key = `returned-${(count += 1)}`
  await givenCustomer(world, key)
  const ticket = await givenTicket(world, { from: `vera@${key}.test`, subject: `Question ${key}` })
  await world.ana.call(desk.claimTicket, { params: { id: ticket.id }, body: {} })
  world.clock.advance(60_000)
  return ticket
}

async function reply(ticket: { id: string }, text = 'An answer.'): Promise<void> {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text, seenMessageId } })
}

/** Does it while the customer's server refuses everything for good. */
async function refused(work: () => Promise<unknown>): Promise<void> {
  world.mailbox.refuse(550)
  await work()
  await world.settle()
  world.mailbox.refuse(undefined)
}

const linesOf = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))
const failures = (ticket: WholeTicket): string[] => linesOf(ticket).filter((line) => line.includes('could not deliver'))
const running = (ticket: WholeTicket): string[] =>
  ticket.clocks.filter((clock) => clock.stoppedAt === null).map((clock) => clock.name)

/** The customer waits for Ana again, for as long as a first answer may take, and the ticket says why. */
function expectReturned(ticket: WholeTicket, reason: string): void {
  expect(ticket).toMatchObject({ state: 'open', waitingOn: { holder: 'support' }, owner: { name: 'Ana' } })
  expect(running(ticket)).toEqual(['next-response'])
  expect(ticket.nextDueAt).toBe(minutesFromNow(240))
  expect(failures(ticket)).toHaveLength(1)
  expect(failures(ticket)[0]).toMatch(`Bellwether could not deliver the answer to ${ticket.contact.email}: `)
  expect(failures(ticket)[0]).toContain(reason)
}

/** A report of the customer's server on a mail to them, the newest where none is given. */
async function bounce(
  ticket: WholeTicket,
  over: { action?: string; id?: string; mail?: DeliveredMail | undefined } = {},
): Promise<void> {
  const { email } = ticket.contact
  const { messageId, raw } = over.mail ?? world.mailbox.to(email).at(-1) ?? {}
  const references = /^References:.*$/im.exec(raw ?? '')?.[0] ?? ''
  const parts = [
    ['text/plain', 'About your mail.'],
    ['message/delivery-status', `Final-Recipient: rfc822; ${email}\nAction: ${over.action ?? 'failed'}\nStatus: 5.1.1`],
    ['message/rfc822', `From: support@desk.test\n${references}\nMessage-ID: ${messageId}\n\nhello`],
  ]
  const text = [...parts.map(([type, body]) => `--RP\nContent-Type: ${type}\n\n${body}\n`), '--RP--'].join('\n')
  const headers = {
    'Content-Type': 'multipart/report; report-type=delivery-status; boundary="RP"',
    'Message-ID': over.id ?? `<bounce-${(count += 1)}@mx.test>`,
  }
  const made = letter({ from: 'MAILER-DAEMON@mx.test', subject: 'Undelivered', text, headers })
  await world.deliver(made.raw, { ...made.envelope, from: '' })
  await world.settle()
}

describe('an answer that is refused for good', () => {
  test('makes the ticket wait on support with a clock, and the ticket says why', async () => {
    const ticket = await given()
    await refused(() => reply(ticket))
    expectReturned(await again(world, ticket), '550')
  })

  test('stands once on the ticket, however often it is said', async () => {
    const ticket = await given()
    await refused(() => reply(ticket))
    const [mail] = await world.sql<{ id: string }>(
      `select id from mail.outgoing_mails where ticket_id = '${ticket.id}' and kind = 'reply'`,
    )
    await returnFailedAnswer(world.app.contextFor('test'), { mailId: mail?.id ?? '' })
    expectReturned(await again(world, ticket), '550')
  })

  test('still waits on a team that is asked, and the customer’s clock runs beside theirs', async () => {
    const ticket = await given()
    const body = { toTeam: team, question: 'Why?', dueAt: minutesFromNow(60) }
    await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body })
    await refused(() => reply(ticket))
    const after = await again(world, ticket)
    expect(after.waitingOn).toMatchObject({ holder: 'teams', teams: [{ slug: 'infrastructure' }] })
    expect(running(after).toSorted()).toEqual(['acknowledge', 'answer', 'next-response'])
    expect(failures(after)).toHaveLength(1)
  })

  test('of a team comes back to the owner, as does what one of many is told', async () => {
    const asked = await given()
    const body = { toTeam: team, question: 'Why?', dueAt: minutesFromNow(60), mayReplyToCustomer: true }
    const { openHandOffs } = await world.ana.call(desk.handOffTicket, { params: { id: asked.id }, body })
    const params = { id: openHandOffs[0]?.id ?? '' }
    await refused(() => ines.call(desk.answerHandOff, { params, body: { text: 'Hello.', toCustomer: true } }))
    expectReturned(await again(world, asked), '550')
    const told = await given()
    const actor = {
      kind: 'person' as const,
      personId: ines.id,
      name: 'Ines',
      teamIds: [],
      permissions: new Set(['desk.write'] as const),
    }
    await refused(() =>
      tellCustomer({ ...world.app.contextFor('test'), actor }, told.id, {
        text: 'It is well again.',
        answeredUntil: world.clock.now(),
        incident: { id: '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c', name: 'R1', path: '/reports/1' },
        nextBy: null,
      }),
    )
    expectReturned(await again(world, told), '550')
  })
})

describe('an answer that bounces', () => {
  test('makes it wait on support once, though the report comes twice', async () => {
    const ticket = await given()
    await reply(ticket)
    await world.settle()
    expect((await again(world, ticket)).waitingOn.holder).toBe('customer')
    await bounce(ticket, { id: '<one-report@mx.test>' })
    await bounce(ticket, { id: '<one-report@mx.test>' })
    await bounce(ticket)
    expectReturned(await again(world, ticket), '5.1.1')
    const deliveries = (await again(world, ticket)).timeline.flatMap((one) =>
      one.kind === 'message' && one.direction === 'out' ? [one.delivery] : [],
    )
    expect(deliveries).toEqual([{ state: 'failed', reason: '5.1.1' }])
  })

  test('is only late where their server keeps trying', async () => {
    const ticket = await given()
    await reply(ticket)
    await world.settle()
    await bounce(ticket, { action: 'delayed' })
    const after = await again(world, ticket)
    expect([after.waitingOn.holder, running(after), failures(after)]).toEqual(['customer', [], []])
    expect(after.timeline).toContainEqual(expect.objectContaining({ flag: expect.stringContaining('is late') }))
  })

  test('reopens a ticket that was resolved with it', async () => {
    const ticket = await given()
    await reply(ticket)
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    await world.settle()
    await bounce(ticket)
    expectReturned(await again(world, ticket), '5.1.1')
  })

  test('leaves its line and nothing more where a later answer has gone out', async () => {
    const ticket = await given()
    await reply(ticket)
    await world.settle()
    const earlier = world.mailbox.to(ticket.contact.email).at(-1)
    world.clock.advance(60_000)
    await reply(ticket, 'And one more thing.')
    await world.settle()
    await bounce(ticket, { mail: earlier })
    const after = await again(world, ticket)
    expect([after.waitingOn.holder, running(after), failures(after).length]).toEqual(['customer', [], 1])
  })
})

test('an acknowledgement that is refused moves nothing', async () => {
  world.mailbox.refuse(550)
  const ticket = await givenTicket(world, { from: 'vera@unknown.test', subject: 'Nobody there' })
  world.mailbox.refuse(undefined)
  expect(running(ticket)).toEqual(['first-response'])
  expect(failures(ticket)).toEqual([])
})

test('a ticket that is reopened, by us or by the customer, is due as a new one is', async () => {
  for (const reopen of [
    (ticket: WholeTicket) => world.ana.call(desk.reopenTicket, { params: { id: ticket.id } }),
    (ticket: WholeTicket) => {
      const headers = { References: world.mailbox.to(ticket.contact.email).at(-1)?.messageId ?? '' }
      return givenTicket(world, { from: ticket.contact.email, subject: ticket.subject, headers })
    },
  ]) {
    const ticket = await given()
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    expect(await again(world, ticket)).toMatchObject({ state: 'resolved', nextDueAt: null })
    await world.forward({ minutes: 90 })
    await reopen(ticket)
    const after = await again(world, ticket)
    expect(after).toMatchObject({ state: 'open', waitingOn: { holder: 'support' }, nextDueAt: minutesFromNow(240) })
    expect(running(after)).toEqual(['next-response'])
    await world.forward({ minutes: 241 })
    expect(await again(world, ticket)).toMatchObject({ clocks: [{ breachedAt: after.nextDueAt }] })
  }
})
