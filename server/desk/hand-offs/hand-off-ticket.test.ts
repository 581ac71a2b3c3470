import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, timelineOf, type WholeTicket } from '../desk.builders.ts'

let world: World
let infrastructure: string
let network: string
let ines: Caller
beforeAll(async () => {
  world = await startWorld()
  infrastructure = await world.team('infrastructure')
  network = await world.team('network')
  ines = await world.person('Ines', { teams: ['infrastructure', 'network'] })
  await givenCustomer(world, 'acme', { plan: 'premium' })
})
afterAll(() => world.stop())

const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
const question = (over: object = {}) => ({
  toTeam: infrastructure,
  question: 'Why does the proxy answer 502?',
  dueAt: inMinutes(60),
  ...over,
})
const ask = (ticket: WholeTicket, over: object = {}) =>
  world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body: question(over) })

describe('a hand-off', () => {
  test('makes the ticket wait on the team, keeps the owner, and starts the team’s own clocks beside the customer’s', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow since noon' })
    await world.ana.call(desk.claimTicket, { params: { id: ticket.id }, body: {} })
    await world.forward({ minutes: 30 })
    const asked = await ask(ticket)

    expect(asked.waitingOn).toMatchObject({ holder: 'teams', teams: [{ slug: 'infrastructure' }] })
    expect(asked.owner?.name).toBe('Ana')
    const due = Object.fromEntries(asked.clocks.map((clock) => [clock.name, clock.dueAt]))
    // The customer's hour began with their mail, the team's with the question: neither moved the other.
    expect(due['first-response']).toBe(new Date(new Date(ticket.createdAt).getTime() + 60 * 60_000).toISOString())
    expect(due['answer']).toBe(inMinutes(60))
    expect(due['acknowledge']).toBe(inMinutes(15))
  })

  test('tells the team, sits in its queue, and comes back by itself with the answer', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Comes back' })
    const asked = await ask(ticket)
    await world.settle()
    expect((await world.mailbox.waitFor('ines@staff.test')).at(-1)?.text).toContain('Why does the proxy answer 502?')

    const queue = await ines.call(desk.listHandOffs, { query: { team: 'infrastructure' } })
    const mine = queue.items.find((one) => one.ticketId === ticket.id)
    expect(mine).toMatchObject({ state: 'asked', round: 1, question: 'Why does the proxy answer 502?' })

    const id = asked.openHandOffs[0]?.id ?? ''
    await ines.call(desk.acknowledgeHandOff, { params: { id } })
    const answered = await ines.call(desk.answerHandOff, { params: { id }, body: { text: 'A bad upstream; fixed.' } })
    expect(answered.waitingOn.holder).toBe('support')
    expect(answered.openHandOffs).toEqual([])
    expect(await timelineOf(ines, ticket)).toContainEqual(
      expect.objectContaining({
        kind: 'hand-off',
        handOff: expect.objectContaining({
          outcome: 'answered',
          answer: 'A bad upstream; fixed.',
          returnedTo: expect.objectContaining({ name: 'Ana' }),
        }),
      }),
    )
    expect(world.mailbox.to('vera@acme.test').some((mail) => mail.text?.includes('bad upstream'))).toBe(false)
  })

  test('asked again is round two, with a clock that starts anew', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Twice' })
    const first = await ask(ticket)
    await world.forward({ minutes: 20 })
    await ines.call(desk.answerHandOff, {
      params: { id: first.openHandOffs[0]?.id ?? '' },
      body: { text: 'Look at the origin.' },
    })
    await world.forward({ minutes: 40 })
    const second = await ask(ticket, { dueAt: inMinutes(60) })
    expect(second.openHandOffs[0]).toMatchObject({ round: 2 })
    expect(second.openHandOffs[0]?.clocks.find((clock) => clock.name === 'answer')?.startedAt).toBe(
      world.clock.now().toISOString(),
    )
    expect((await timelineOf(ines, ticket)).find((one) => one.kind === 'hand-off')).toMatchObject({
      handOff: { round: 1, state: 'returned' },
    })
  })

  test('answered to the customer is mailed to them and it waits on them', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Direct' })
    const asked = await ask(ticket, { mayReplyToCustomer: true })
    const body = { text: 'Hello Vera, we found it.', toCustomer: true }
    const answered = await ines.call(desk.answerHandOff, { params: { id: asked.openHandOffs[0]?.id ?? '' }, body })
    expect(answered.waitingOn.holder).toBe('customer')
    expect(answered.clocks.filter((clock) => clock.stoppedAt === null)).toEqual([])
    await world.settle()
    expect((await world.mailbox.waitFor('vera@acme.test', 2)).some((mail) => mail.text?.includes('we found it'))).toBe(
      true,
    )
  })

  test('stays with the team when the customer writes meanwhile', async () => {
    await givenCustomer(world, 'delta')
    const ticket = await givenTicket(world, { from: 'vera@delta.test', subject: 'Impatient' })
    await ask(ticket)
    const [acknowledgement] = await world.mailbox.waitFor('vera@delta.test')
    const headers = { 'In-Reply-To': acknowledgement?.messageId ?? '' }
    const after = await givenTicket(world, {
      from: 'vera@delta.test',
      subject: 'Impatient',
      text: 'Any news?',
      headers,
    })
    expect(after.id).toBe(ticket.id)
    expect(after.waitingOn.holder).toBe('teams')
    expect(after.messageCount).toBe(2)
  })

  test('that runs out breaches the team’s clock, whichever comes first, and only once', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Forgotten' })
    await ask(ticket, { dueAt: inMinutes(30) })
    await world.forward({ minutes: 31 })
    await world.forward({ minutes: 1 })
    const late = await again(world, ticket)
    expect(
      late.clocks
        .filter((clock) => clock.breachedAt !== null)
        .map((clock) => clock.name)
        .toSorted(),
    ).toEqual(['acknowledge', 'answer'])
    const events = await world.sql(
      `select 1 from platform.events where name = 'desk.clock-breached' and payload->>'ticketId' = '${ticket.id}'`,
    )
    expect(events).toHaveLength(2)
  })
})

describe('several teams', () => {
  const openOf = ({ openHandOffs }: desk.Ticket) => openHandOffs.map((one) => [one.askedTeam.slug, one.round])

  test('are asked at once, each with its own clocks, and each finds the question in its own queue', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Asks two' })
    await ask(ticket)
    await world.forward({ minutes: 10 })
    const both = await ask(ticket, { toTeam: network, dueAt: inMinutes(30) })

    expect(both.waitingOn).toMatchObject({
      holder: 'teams',
      teams: [{ slug: 'infrastructure' }, { slug: 'network' }],
    })
    expect(openOf(both)).toEqual([
      ['infrastructure', 1],
      ['network', 2],
    ])
    const dueOf = (position: number) =>
      both.openHandOffs[position]?.clocks.find((clock) => clock.name === 'answer')?.dueAt
    expect([dueOf(0), dueOf(1)]).toEqual([inMinutes(50), inMinutes(30)])
    for (const team of ['infrastructure', 'network']) {
      const { items } = await ines.call(desk.listHandOffs, { query: { team } })
      expect(items.filter((one) => one.ticketId === ticket.id)).toHaveLength(1)
    }
  })

  test('answer one after the other: support has the first answer while the other is still asked', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Two answers' })
    await ask(ticket)
    const [first, second] = (await ask(ticket, { toTeam: network })).openHandOffs
    const one = await ines.call(desk.answerHandOff, { params: { id: first?.id ?? '' }, body: { text: 'Not us.' } })
    expect(one.waitingOn).toMatchObject({ holder: 'support', teams: [{ slug: 'network' }] })

    const body = { text: 'We look into it.', seenMessageId: one.newestMessageId }
    const replied = await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
    expect(replied.waitingOn).toMatchObject({ holder: 'teams', teams: [{ slug: 'network' }] })
    const other = await ines.call(desk.answerHandOff, { params: { id: second?.id ?? '' }, body: { text: 'A route.' } })
    expect([other.waitingOn.holder, other.openHandOffs]).toEqual(['support', []])
  })

  test('keep a ticket from being resolved until each has ended', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Not resolved' })
    await ask(ticket)
    const [first, second] = (await ask(ticket, { toTeam: network })).openHandOffs
    const resolve = { params: { id: ticket.id }, body: {} }
    await ines.call(desk.declineHandOff, { params: { id: first?.id ?? '' }, body: { reason: 'Not ours.' } })
    expect((await world.ana.refused(desk.resolveTicket, resolve)).problem.type).toBe('/problems/team-still-asked')
    await world.ana.call(desk.withdrawHandOff, { params: { id: second?.id ?? '' } })
    expect(await world.ana.call(desk.resolveTicket, resolve)).toMatchObject({
      waitingOn: { holder: 'nobody', teams: [] },
    })
  })
})

describe('a hand-off is refused', () => {
  test.each([
    ['without a question', { question: '' }, 400, '/problems/bad-input'],
    ['due in the past', { dueAt: '2026-01-01T00:00:00Z' }, 400, '/problems/bad-input'],
    ['to a team that does not exist', { toTeam: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' }, 404, '/problems/not-found'],
  ])('%s, and the ticket waits as before', async (_, over, status, type) => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: `Refused ${status} ${type}` })
    const { problem } = await world.ana.refused(desk.handOffTicket, { params: { id: ticket.id }, body: question(over) })
    expect(problem).toMatchObject({ status, type })
    expect((await again(world, ticket)).waitingOn.holder).toBe('support')
  })

  test('to a team that is asked already', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Two at once' })
    await ask(ticket)
    const { problem } = await world.ana.refused(desk.handOffTicket, { params: { id: ticket.id }, body: question() })
    expect(problem.type).toBe('/problems/team-already-asked')
  })

  test('by somebody who is not signed in', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Stranger' })
    const { status } = await world.nobody.refused(desk.handOffTicket, { params: { id: ticket.id }, body: question() })
    expect(status).toBe(401)
  })

  test('to answer to the customer where the question asks for an internal answer', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Internal' })
    const asked = await ask(ticket)
    const body = { text: 'psst', toCustomer: true }
    const { problem } = await ines.refused(desk.answerHandOff, {
      params: { id: asked.openHandOffs[0]?.id ?? '' },
      body,
    })
    expect(problem.type).toBe('/problems/may-not-answer-customer')
    expect((await again(world, ticket)).waitingOn.holder).toBe('teams')
  })

  test('two answers at once: one counts, the other is told', async () => {
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Race' })
    const asked = await ask(ticket)
    const params = { id: asked.openHandOffs[0]?.id ?? '' }
    const answer = (text: string) =>
      ines.call(desk.answerHandOff, { params, body: { text } }).then(
        () => 'ok',
        (error: Error) => error.message,
      )
    const results = await Promise.all([answer('one'), answer('two')])
    expect(results.filter((result) => result === 'ok')).toHaveLength(1)
    expect(results.find((result) => result !== 'ok')).toContain('hand-off-not-open')
  })
})
