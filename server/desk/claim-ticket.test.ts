import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { emergencyAddress, startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, timelineOf, type WholeTicket } from './desk.builders.ts'

let world: World
let ben: Caller
let team: string
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben')
  team = await world.team('network')
})
afterAll(() => world.stop())

const given = (subject: string): Promise<WholeTicket> => givenTicket(world, { from: 'vera@claims.test', subject })
const claim = (who: Caller, ticket: desk.Ticket, takeOver = false): Promise<desk.Ticket> =>
  who.call(desk.claimTicket, { params: { id: ticket.id }, body: { takeOver } })
const reply = (who: Caller, ticket: desk.Ticket, text: string): Promise<desk.Ticket> =>
  who.call(desk.replyToTicket, {
    params: { id: ticket.id },
    body: { text, seenMessageId: ticket.newestMessageId },
  })
/** The messages of those who were refused. */
const refusals = (results: PromiseSettledResult<unknown>[]): string[] =>
  results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []))

describe('two at once', () => {
  test('claim the same ticket: one owns it, the other is told who was faster', async () => {
    const ticket = await given('Claimed at once')
    const refused = refusals(await Promise.allSettled([claim(world.ana, ticket), claim(ben, ticket)]))
    expect(refused).toEqual([expect.stringContaining('/problems/conflict')])
    const { owner, timeline } = await again(world, ticket)
    expect(['Ana', 'Ben']).toContain(owner?.name)
    expect(timeline.filter((one) => one.kind === 'change' && one.what === 'claimed the ticket')).toHaveLength(1)
  })

  test('answer the same customer: one mail goes out, the other writer is shown that something is new', async () => {
    const ticket = await given('Answered at once')
    const both = [reply(world.ana, ticket, 'Answer of Ana'), reply(ben, ticket, 'Answer of Ben')]
    expect(refusals(await Promise.allSettled(both))).toEqual([expect.stringContaining('/problems/stale-reply')])
    expect((await again(world, ticket)).messageCount).toBe(2)
  })

  test('ask the same team: one question stands', async () => {
    const ticket = await given('Asked at once')
    const dueAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    const ask = (who: Caller) =>
      who.call(desk.handOffTicket, { params: { id: ticket.id }, body: { toTeam: team, question: 'Why?', dueAt } })
    expect(refusals(await Promise.allSettled([ask(world.ana), ask(ben)]))).toEqual([
      expect.stringContaining('/problems/team-already-asked'),
    ])
    const { timeline } = await again(world, ticket)
    expect(timeline.filter((one) => one.kind === 'hand-off')).toHaveLength(1)
  })

  test('resolve and answer: whichever is second is refused, and nothing is half done', async () => {
    const ticket = await given('Resolved at once')
    const resolve = ben.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    const refused = refusals(await Promise.allSettled([resolve, reply(world.ana, ticket, 'One more thing')]))
    const after = await again(world, ticket)
    expect(after.state).toBe('resolved')
    expect(after.clocks.filter((clock) => clock.stoppedAt === null)).toEqual([])
    // The reply came first, or it was refused: there is no third way.
    expect(after.messageCount).toBe(refused.length === 0 ? 2 : 1)
  })
})

describe('a claim', () => {
  test('of one’s own ticket changes nothing; of somebody else’s needs taking over, which is written down', async () => {
    const ticket = await given('Taken over')
    await claim(world.ana, ticket)
    await claim(world.ana, ticket)
    const timeline = await timelineOf(world.ana, ticket)
    const changes = timeline.flatMap((one) => (one.kind === 'change' && one.who === 'Ana' ? [one.what] : []))
    expect(changes).toHaveLength(1)
    const { problem } = await ben.refused(desk.claimTicket, { params: { id: ticket.id }, body: {} })
    expect(problem.type).toBe('/problems/conflict')
    const taken = await claim(ben, ticket, true)
    expect(taken.owner?.name).toBe('Ben')
    expect((await timelineOf(ben, ticket)).at(-1)).toMatchObject({ who: 'Ben', what: 'took the ticket over' })
  })

  test('of a resolved ticket and by a program is refused', async () => {
    const ticket = await given('Claimed too late')
    const { token } = await world.ana.call(createToken, { body: { name: 'bot', permissions: ['desk.write'] } })
    const program = callerFor(() => world.app.url, token)
    const params = { id: ticket.id }
    expect((await program.refused(desk.claimTicket, { params, body: {} })).status).toBe(403)
    await world.ana.call(desk.resolveTicket, { params, body: {} })
    const { problem } = await ben.refused(desk.claimTicket, { params, body: {} })
    expect(problem.type).toBe('/problems/ticket-already-resolved')
  })

  test('acknowledges the page of a VIP’s emergency', async () => {
    await givenCustomer(world, 'hasty', { isVip: true })
    const ticket = await givenTicket(world, { from: 'vera@hasty.test', to: emergencyAddress, subject: 'Hasty' })
    await claim(ben, ticket)
    const { items } = await world.ana.call(listPages, {})
    const page = items.find((one) => one.about.id === ticket.id)
    expect(page).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ben' } })
  })

  test('follows from acknowledging the page of a VIP’s emergency', async () => {
    await givenCustomer(world, 'vip', { isVip: true })
    const ticket = await givenTicket(world, { from: 'vera@vip.test', to: emergencyAddress, subject: 'Emergency' })
    const { items } = await world.ana.call(listPages, {})
    const page = items.find((one) => one.about.id === ticket.id)
    const mail = (await world.mailbox.waitFor('ben@staff.test')).at(-1)
    const token = /\/p\/([a-z2-7]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    await world.nobody.raw(`/api/pager/links/${token}/acknowledgement`, { method: 'POST' })
    await world.settle()
    expect(page?.state).toBe('open')
    expect((await again(world, ticket)).owner?.name).toBe('Ben')
  })
})
