import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listOutgoingMails } from '@bellwether/contract/mail.ts'
import { letter, type Letter } from '../../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let team: string
let count = 0
beforeAll(async () => {
  world = await startWorld()
  team = await world.team('infrastructure')
})
afterAll(() => world.stop())

const receive = async (over: Letter): Promise<void> => {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, envelope)
  await world.settle()
}
const act = (ticket: { id: string }, one: desk.Act) =>
  world.ana.call(desk.actOnTickets, { body: { act: one, tickets: { ids: [ticket.id] } } })
const remove = (ticket: { id: string }, into: desk.RemovedState, blocksSender = false) =>
  act(ticket, { kind: 'remove', into, blocksSender })
const restore = (ticket: { id: string }) => act(ticket, { kind: 'restore' })
const undo = (id: string) => world.ana.call(desk.undoAct, { params: { id } })
const listed = async (view: 'open' | 'resolved' | 'all' | 'spam' | 'trash', search: string): Promise<number[]> =>
  (await world.ana.call(desk.listTickets, { query: { view, search } })).items.map(({ number }) => number)
const lines = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'change' ? [one.what] : []))
const running = (ticket: WholeTicket) =>
  ticket.clocks
    .filter((clock) => clock.stoppedAt === null)
    .map(({ name, startedAt, dueAt }) => [name, startedAt, dueAt])
const mailsTo = async (address: string): Promise<string[]> =>
  (await world.ana.call(listOutgoingMails, { query: { limit: 200 } })).items
    .filter(({ to }) => to === address)
    .map(({ kind }) => kind)

const given = async (): Promise<{ key: string; ticket: WholeTicket }> => {
  const key = `r${(count += 1)}`
  await givenCustomer(world, key)
  return { key, ticket: await givenTicket(world, { from: `vera@${key}.test`, subject: `Please ${key}.` }) }
}
const stranger = (): string => `offers@shop${(count += 1)}.example`

describe.each(['spam', 'trash'] as const)('%s', (into) => {
  test('takes an open ticket out of every queue, and it is restored as it was', async () => {
    const { key, ticket } = await given()
    world.clock.advance(60_000)
    await remove(ticket, into)
    const removed = await again(world, ticket)
    expect(removed.state).toBe(into)
    expect(removed.waitingOn.holder).toBe('nobody')
    expect(running(removed)).toEqual([])
    expect(await listed('open', key)).toEqual([])
    expect(await listed('all', key)).toEqual([])
    expect(await listed(into, key)).toEqual([ticket.number])

    world.clock.advance(3_600_000)
    await restore(ticket)
    const back = await again(world, ticket)
    expect(back.state).toBe('open')
    expect(back.waitingOn).toEqual(ticket.waitingOn)
    expect(running(back)).toEqual(running(ticket))
    expect(await listed('open', key)).toEqual([ticket.number])
    expect(lines(back).slice(1)).toEqual([
      `moved the ticket to ${into === 'spam' ? 'spam' : 'the trash'}`,
      `restored the ticket from ${into === 'spam' ? 'spam' : 'the trash'}`,
    ])
  })

  test('gives a resolved ticket back resolved', async () => {
    const { ticket } = await given()
    await act(ticket, { kind: 'resolve', documentation: null })
    const resolved = await again(world, ticket)
    await remove(ticket, into)
    await restore(ticket)
    const { state, resolvedAt, isDocumented } = await again(world, ticket)
    expect({ state, resolvedAt, isDocumented }).toEqual({
      state: 'resolved',
      resolvedAt: resolved.resolvedAt,
      isDocumented: false,
    })
  })

  test('a customer who writes again is heard, and their clock has run since their first letter', async () => {
    const { key, ticket } = await given()
    await remove(ticket, into)
    world.clock.advance(60_000)
    await receive({
      from: `vera@${key}.test`,
      subject: 'Re: hello?',
      headers: { 'In-Reply-To': await messageIdOf(ticket) },
    })
    const back = await again(world, ticket)
    expect(back.state).toBe('open')
    expect(running(back)).toEqual(running(ticket))
    expect(back.messageCount).toBe(2)
  })
})

const messageIdOf = async (ticket: { id: string }): Promise<string> => {
  const [row] = await world.sql<{ rfcMessageId: string }>(
    `select rfc_message_id as "rfcMessageId" from desk.messages where ticket_id = '${ticket.id}' and direction = 'in' order by at limit 1`,
  )
  return row?.rfcMessageId ?? ''
}

test('what is done to a ticket in the trash is refused, and says why', async () => {
  const { ticket } = await given()
  await remove(ticket, 'trash')
  const refused = [
    world.ana.refused(desk.claimTicket, { params: { id: ticket.id }, body: {} }),
    world.ana.refused(desk.reopenTicket, { params: { id: ticket.id } }),
    world.ana.refused(desk.handOffTicket, { params: { id: ticket.id }, body: { toTeam: team, question: 'Why?' } }),
    world.ana.refused(desk.replyToTicket, {
      params: { id: ticket.id },
      body: { text: 'Hello', seenMessageId: ticket.newestMessageId },
    }),
  ]
  for (const { problem } of await Promise.all(refused)) expect(problem.type).toBe('/problems/ticket-removed')
})

test('a team that is asked keeps a ticket in the queue', async () => {
  const { ticket } = await given()
  await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body: { toTeam: team, question: 'Is it?' } })
  const body = { act: { kind: 'remove' as const, into: 'spam' as const }, tickets: { ids: [ticket.id] } }
  const { problem } = await world.ana.refused(desk.actOnTickets, { body })
  expect(problem.type).toBe('/problems/team-still-asked')
})

test('from spam to the trash, and each step undone', async () => {
  const { ticket } = await given()
  const first = await remove(ticket, 'spam')
  const second = await remove(ticket, 'trash')
  expect((await again(world, ticket)).state).toBe('trash')
  await undo(second.id)
  expect((await again(world, ticket)).state).toBe('spam')
  await undo(first.id)
  expect(running(await again(world, ticket))).toEqual(running(ticket))
  const back = await remove(ticket, 'trash')
  await restore(ticket)
  const { problem } = await world.ana.refused(desk.undoAct, { params: { id: back.id } })
  expect(problem.detail).toBe('It was moved since.')
})

describe('a blocked sender', () => {
  test('comes to spam from then on: unanswered, on one ticket, and back once they are blocked no more', async () => {
    const from = stranger()
    const ticket = await givenTicket(world, { from, subject: `Cheap ${from}` })
    expect(await mailsTo(from)).toEqual(['acknowledgement'])
    const blocking = await remove(ticket, 'spam', true)
    await receive({ from, subject: `Cheaper ${from}` })
    await receive({ from, subject: `Cheapest ${from}` })
    expect(await listed('spam', from)).toEqual([ticket.number])
    expect((await again(world, ticket)).messageCount).toBe(3)
    expect(await mailsTo(from)).toEqual(['acknowledgement'])

    await restore(ticket)
    expect(lines(await again(world, ticket)).at(-1)).toBe('restored the ticket from spam, and unblocked its sender')
    const blockedAgain = await remove(ticket, 'spam', true)
    await undo(blockedAgain.id)
    expect((await world.ana.refused(desk.undoAct, { params: { id: blocking.id } })).problem.detail).toBe(
      'It was moved since.',
    )
    const { items } = await world.ana.call(desk.listBlockedSenders, {})
    expect(items.map(({ sender }) => sender)).not.toContain(from)
    await receive({ from, subject: `An honest question ${from}` })
    expect(await listed('open', from)).toHaveLength(2)
  })

  test('what came as spam and is none has waited since it came', async () => {
    const from = stranger()
    await world.ana.call(desk.blockSender, { body: { sender: from.split('@')[1] ?? '' } })
    await receive({ from, subject: `A real question ${from}` })
    const [number] = await listed('spam', from)
    const spam = await world.ana.call(desk.getTicket, { params: { id: String(number) } })
    expect(spam.clocks).toEqual([])
    expect((await again(world, spam)).timeline.find((one) => one.kind === 'message')).toMatchObject({
      flag: `It came to spam, since @${from.split('@')[1]} is blocked.`,
    })
    world.clock.advance(60_000)
    await restore(spam)
    const back = await again(world, spam)
    expect(lines(back)).toEqual([
      `restored the ticket from spam: its sender is still blocked, by @${from.split('@')[1]}`,
    ])
    expect(back.waitingOn).toMatchObject({ holder: 'support', since: spam.createdAt })
    expect(running(back).map(([name, startedAt]) => [name, startedAt])).toContainEqual([
      'first-response',
      spam.createdAt,
    ])
  })

  test('is heard once they are a customer’s', async () => {
    const key = `late${(count += 1)}`
    await world.ana.call(desk.blockSender, { body: { sender: `vera@${key}.test` } })
    await givenCustomer(world, key)
    const { state } = await givenTicket(world, { from: `vera@${key}.test`, subject: `Now ${key}` })
    expect(state).toBe('open')
  })

  test.each([
    ['a customer', async () => `vera@${(await given()).key}.test`],
    [
      'a customer’s domain',
      async () => {
        const key = `domain${(count += 1)}`
        await givenCustomer(world, key, { contacts: [], mailDomains: [`mail.${key}.test`] })
        return `${key}.test`
      },
    ],
    ['a customer’s contacts', async () => `@${(await given()).key}.test`],
    ['ourselves', async () => supportAddress],
    ['our domain', async () => supportAddress.split('@')[1] ?? ''],
    ['everybody', async () => 'gmail.com'],
  ])('is never %s', async (_, senderOf) => {
    const sender = await senderOf()
    const { problem } = await world.ana.refused(desk.blockSender, { body: { sender } })
    expect(problem.type).toBe('/problems/sender-not-blockable')
  })

  test('is named once, and forgotten', async () => {
    const sender = stranger()
    await world.ana.call(desk.blockSender, { body: { sender: ` ${sender.toUpperCase()} ` } })
    expect((await world.ana.refused(desk.blockSender, { body: { sender } })).problem.type).toBe('/problems/conflict')
    const { items } = await world.ana.call(desk.listBlockedSenders, {})
    expect(items).toContainEqual(
      expect.objectContaining({ sender, blockedBy: expect.objectContaining({ name: 'Ana' }) }),
    )
    const unblock = () => world.ana.call(desk.unblockSender, { params: { sender } })
    expect([await unblock(), await unblock()]).toEqual([{ unblocked: true }, { unblocked: false }])
  })
})

describe('who is blocked', () => {
  test('does not come back by answering an old mail of theirs, wherever that ticket is', async () => {
    const from = stranger()
    const first = await givenTicket(world, { from, subject: `Old ${from}` })
    const second = await givenTicket(world, { from, subject: `Other ${from}` })
    await remove(first, 'trash', true)
    for (const ticket of [first, second])
      await receive({ from, subject: `Re ${from}`, headers: { 'In-Reply-To': await messageIdOf(ticket) } })
    expect((await again(world, first)).state).toBe('trash')
    expect((await again(world, second)).messageCount).toBe(1)
    expect(await listed('spam', from)).toHaveLength(1)
  })

  test.each(['co.uk', 'com.au'])('is nobody at %s, where others have their domains', async (sender) => {
    expect((await world.ana.refused(desk.blockSender, { body: { sender } })).status).toBe(409)
  })

  test('is none of us, and is unblocked as they were blocked', async () => {
    const [person] = await world.sql<{ email: string }>(`select email from people.people where name = 'Ana'`)
    const refused = await world.ana.refused(desk.blockSender, { body: { sender: person?.email ?? '' } })
    expect(refused.problem.detail).toContain('is one of our own')
    const domain = stranger().split('@')[1] ?? ''
    await world.ana.call(desk.blockSender, { body: { sender: domain } })
    const unblocked = await world.ana.call(desk.unblockSender, { params: { sender: domain } })
    expect(unblocked).toEqual({ unblocked: true })
  })

  test('and is a customer’s by now gets their plan and their clock when the ticket is restored', async () => {
    const key = `adopted${(count += 1)}`
    const ticket = await givenTicket(world, { from: `vera@${key}.test`, subject: `Adopt ${key}` })
    await remove(ticket, 'spam')
    await givenCustomer(world, key)
    await world.settle()
    await restore(ticket)
    expect((await again(world, ticket)).customer?.key).toBe(key)
  })
})

test('a ticket of somebody who left is nobody’s when it comes back', async () => {
  const { ticket } = await given()
  const name = `Leaver${(count += 1)}`
  await world.person(name, { teams: ['support'] })
  const [person] = await world.sql<{ id: string }>(`select id from people.people where name = '${name}'`)
  await act(ticket, { kind: 'give', to: person?.id ?? '' })
  await remove(ticket, 'trash')
  await world.sql(`update people.people set deactivated_at = now() where id = '${person?.id}'`)
  await restore(ticket)
  expect((await again(world, ticket)).owner).toBeNull()
})

test('an emergency brings a ticket back from the trash and pages once', async () => {
  const key = `vip${(count += 1)}`
  await givenCustomer(world, key, { plan: 'premium', isVip: true })
  const ticket = await givenTicket(world, { from: `vera@${key}.test`, to: emergencyAddress, subject: `Down ${key}` })
  await remove(ticket, 'trash')
  const headers = { 'In-Reply-To': await messageIdOf(ticket) }
  await receive({ from: `vera@${key}.test`, to: emergencyAddress, subject: 'Still down', headers })
  expect((await again(world, ticket)).state).toBe('open')
  const pages = await world.sql<{ state: string }>(
    `select state from pager.pages where about_id = '${ticket.id}' order by created_at`,
  )
  expect(pages.map(({ state }) => state)).toEqual(['resolved', 'open'])
})

describe('what a mail filter on its way calls spam', () => {
  test('is believed though its sender says otherwise before', async () => {
    const from = stranger()
    const { raw, envelope } = letter({ from, subject: `Forged ${from}` })
    await world.deliver(`X-Spam-Flag: NO\r\nX-Spam-Flag: YES\r\n${raw}`, envelope)
    await world.settle()
    expect(await listed('spam', from)).toHaveLength(1)
  })

  test('comes to spam of a stranger, and stays in the queue of a customer', async () => {
    const from = stranger()
    const headers = { 'X-Spam-Flag': 'YES' }
    await receive({ from, subject: `Filtered ${from}`, headers })
    expect(await listed('spam', from)).toHaveLength(1)
    expect(await mailsTo(from)).toEqual([])
    const { key } = await given()
    await receive({ from: `vera@${key}.test`, subject: `Filtered ${key}`, headers })
    expect(await listed('open', `Filtered ${key}`)).toHaveLength(1)
  })
})

test('what is in spam is in no figure and found by no search', async () => {
  const { key, ticket } = await given()
  await world.app.runLoops()
  const found = async () => (await world.ana.call(desk.searchTickets, { query: { q: key } })).hits.length
  expect(await found()).toBe(1)
  await remove(ticket, 'spam')
  await world.app.runLoops()
  expect(await found()).toBe(0)
  const facts = await world.sql(`select 1 from desk.ticket_facts where ticket_id = '${ticket.id}'`)
  expect(facts).toEqual([])
  await restore(ticket)
  await world.app.runLoops()
  expect(await found()).toBe(1)
})

test('of several to spam a customer’s goes as well, and is not blocked', async () => {
  const { ticket } = await given()
  const from = stranger()
  const theirs = await givenTicket(world, { from, subject: `Bulk ${from}` })
  const act = { kind: 'remove' as const, into: 'spam' as const, blocksSender: true }
  await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [ticket.id, theirs.id] } } })
  await world.settle()
  expect([(await again(world, ticket)).state, (await again(world, theirs)).state]).toEqual(['spam', 'spam'])
  const senders = (await world.ana.call(desk.listBlockedSenders, {})).items.map(({ sender }) => sender)
  expect([senders.includes(from), senders.includes(ticket.contact.email)]).toEqual([true, false])
})

test('two who remove and restore at once leave one of both', async () => {
  const { ticket } = await given()
  await Promise.all([remove(ticket, 'spam'), remove(ticket, 'trash'), remove(ticket, 'spam')])
  await Promise.all([restore(ticket), restore(ticket)])
  const back = await again(world, ticket)
  expect(back.state).toBe('open')
  expect(running(back)).toEqual(running(ticket))
})
