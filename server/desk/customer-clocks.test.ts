import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

/* The clocks of the customer beside that of their first letter: the whole, and what we promised. */
let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  const { version: basedOn, targets } = await world.ana.call(desk.getResponsePolicy, {})
  const calendarId = targets.pro.usual.calendar.id
  const of = (resolutionMinutes: number) => ({ firstMinutes: 60, nextMinutes: 60, resolutionMinutes, calendarId })
  const both = { usual: of(600), urgent: of(300) }
  await world.ana.call(desk.setResponsePolicy, { body: { basedOn, targets: { free: both, pro: both, premium: both } } })
})
afterAll(() => world.stop())

let count = 0
async function ask(): Promise<WholeTicket> {
  const key = `whole-${(count += 1)}`
  const headers = { 'Message-ID': `<${key}@customer.test>` }
  return givenTicket(world, { from: 'vera@acme.test', subject: key, headers })
}
async function writeAgain(ticket: WholeTicket): Promise<void> {
  const headers = { References: `<${ticket.subject}@customer.test>` }
  const { raw, envelope } = letter({ from: 'vera@acme.test', text: 'Still so.', headers })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}
const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
const dueOf = async (ticket: WholeTicket, name: desk.Clock['name']) =>
  (await again(world, ticket)).clocks.find((one) => one.name === name && one.stoppedAt === null)?.dueAt
const reply = async (ticket: WholeTicket, nextUpdateBy: string | null = null) => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  const body = { text: 'An answer.', seenMessageId, nextUpdateBy }
  return world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
}

describe('the clock of the whole', () => {
  test('begins with the first letter, stands still while it waits on the customer, and no answer stops it', async () => {
    const ticket = await ask()
    expect(await dueOf(ticket, 'resolution')).toBe(inMinutes(600))
    await world.forward({ minutes: 100 })
    await reply(ticket)
    expect(await again(world, ticket)).toMatchObject({ nextDueAt: null, waitingOn: { holder: 'customer' } })
    expect(await dueOf(ticket, 'resolution')).toBeNull()
    await world.forward({ minutes: 1000 })
    await writeAgain(ticket)
    expect(await dueOf(ticket, 'resolution')).toBe(inMinutes(500))
  })

  test('ends with the ticket and goes on where it is opened again, without the time in between', async () => {
    const ticket = await ask()
    await world.forward({ minutes: 100 })
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    expect(await dueOf(ticket, 'resolution')).toBeUndefined()
    await world.forward({ minutes: 5000 })
    await writeAgain(ticket)
    expect(await dueOf(ticket, 'resolution')).toBe(inMinutes(500))
    expect((await again(world, ticket)).clocks.find(({ name }) => name === 'resolution')?.breachedAt).toBeNull()
  })

  test('that stood still counts nothing where the end of the ticket is undone', async () => {
    const ticket = await ask()
    await world.forward({ minutes: 100 })
    await reply(ticket)
    await world.forward({ minutes: 100 })
    const tickets = { ids: [ticket.id] }
    const resolve = { kind: 'resolve' as const, documentation: null }
    const { id } = await world.ana.call(desk.actOnTickets, { body: { act: resolve, tickets } })
    await world.forward({ minutes: 100 })
    await world.ana.call(desk.undoAct, { params: { id } })
    expect(await dueOf(ticket, 'resolution')).toBeNull()
    await world.forward({ minutes: 100 })
    await writeAgain(ticket)
    expect(await dueOf(ticket, 'resolution')).toBe(inMinutes(500))
  })

  test('once it has run out keeps nobody from putting the ticket away', async () => {
    const ticket = await ask()
    await reply(ticket)
    await writeAgain(ticket)
    await world.forward({ minutes: 700 })
    await reply(ticket, inMinutes(600))
    const snooze = { kind: 'snooze' as const, until: inMinutes(300) }
    await world.ana.call(desk.actOnTickets, { body: { act: snooze, tickets: { ids: [ticket.id] } } })
    await world.forward({ minutes: 200 })
    expect((await again(world, ticket)).snoozedUntil).not.toBeNull()
  })

  test('of two tickets that are merged is one', async () => {
    const [first, second] = [await ask(), await ask()]
    const due = await dueOf(first, 'resolution')
    await world.forward({ minutes: 10 })
    await world.ana.call(desk.mergeTicket, { params: { id: second.id }, body: { into: first.id } })
    expect((await again(world, first)).clocks.filter(({ name }) => name === 'resolution')).toHaveLength(1)
    expect(await dueOf(first, 'resolution')).toBe(due)
  })

  test('of a ticket that we open stands still until they write', async () => {
    const body = { contactEmail: 'vera@acme.test', subject: `Ours ${(count += 1)}`, text: 'We saw it first.' }
    const opened = await world.ana.call(desk.openTicket, { body })
    expect(opened).toMatchObject({ nextDueAt: null, clocks: [{ name: 'resolution', dueAt: null }] })
  })
})

describe('a promise in a reply', () => {
  test('is a clock of its own, by which the ticket waits for us, until we write again', async () => {
    const ticket = await ask()
    const by = inMinutes(90)
    const promised = await reply(ticket, by)
    expect(promised).toMatchObject({ nextDueAt: by, waitingOn: { holder: 'support' } })
    await world.forward({ minutes: 91 })
    const clock = (await again(world, ticket)).clocks.find(({ name }) => name === 'promise')
    expect(clock).toMatchObject({ dueAt: by, breachedAt: by })
    const kept = await reply(ticket)
    expect(kept).toMatchObject({ nextDueAt: null, waitingOn: { holder: 'customer' } })
  })

  test('that is renewed holds by its last word, and one in the past is none', async () => {
    const ticket = await ask()
    await reply(ticket, inMinutes(90))
    expect((await reply(ticket, inMinutes(200))).nextDueAt).toBe(inMinutes(200))
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    const body = { text: 'Soon.', seenMessageId, nextUpdateBy: inMinutes(-1) }
    const { problem } = await world.ana.refused(desk.replyToTicket, { params: { id: ticket.id }, body })
    expect(problem.errors).toMatchObject([{ pointer: '/nextUpdateBy' }])
  })
})
