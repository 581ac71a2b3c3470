import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getTicketFigures } from '@bellwether/contract/desk-figures.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { findTicketForUpdate } from '../ticket.store.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

/* What the facts of single tickets say where a month by hand does not come by. */
let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme', { plan: 'premium' })
})
afterAll(() => world.stop())

const ask = (from = 'vera@acme.test') => givenTicket(world, { from, subject: `Facts ${(count += 1)}` })
const of = ({ id }: { id: string }) => ({ params: { id } })
const reply = async (ticket: { id: string }) => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { ...of(ticket), body: { text: 'An answer.', seenMessageId } })
}
const factsOf = async ({ id }: { id: string }) => {
  await world.ana.call(getTicketFigures, { query: { from: '2026-01-05', to: '2026-01-11' } })
  return (await world.sql<Record<string, unknown>>(`select * from desk.ticket_facts where ticket_id = '${id}'`))[0]
}
const resolutionsOf = ({ id }: { id: string }) =>
  world.sql<{ resolved_by: string | null; reopened_at: Date | null }>(
    `select resolved_by, reopened_at from desk.resolutions where ticket_id = '${id}' order by resolved_at`,
  )

describe('a first word', () => {
  test('is none where we wrote first, and none where a ticket was resolved without one', async () => {
    const body = { contactEmail: 'vera@acme.test', subject: 'Ours', text: 'We saw it first.' }
    const ours = await world.ana.call(desk.openTicket, { body })
    expect(await factsOf(ours)).toMatchObject({ first_seconds: null, is_first_late: null, reply_count: 1 })
    const silent = await ask()
    await world.ana.call(desk.resolveTicket, { ...of(silent), body: {} })
    expect(await factsOf(silent)).toMatchObject({ first_seconds: null, is_first_late: null, reply_count: 0 })
  })

  test('that is missing is late as soon as its clock has run out, and stays so once it came', async () => {
    const ticket = await ask()
    await world.forward({ minutes: 59 })
    expect(await factsOf(ticket)).toMatchObject({ is_first_late: null })
    await world.forward({ minutes: 2 })
    expect(await factsOf(ticket)).toMatchObject({ first_seconds: null, is_first_late: true })
    await reply(ticket)
    expect(await factsOf(ticket)).toMatchObject({ first_seconds: 61 * 60, is_first_late: true })
  })

  test('that did not reach the customer is none', async () => {
    const ticket = await ask()
    await reply(ticket)
    expect(await factsOf(ticket)).toMatchObject({ first_seconds: 0, reply_count: 1 })
    await world.sql(
      `update desk.messages set flag = 'It bounced.' where ticket_id = '${ticket.id}' and direction = 'out'`,
    )
    await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'It never came.' } })
    expect(await factsOf(ticket)).toMatchObject({ first_seconds: null, reply_count: 0 })
  })
})

describe('a resolution', () => {
  test('says who resolved, and that it was not the end where the ticket is opened again', async () => {
    const ticket = await ask()
    const { id: ana } = (await world.sql<{ id: string }>(`select id from people.people where name = 'Ana'`))[0]!
    await world.ana.call(desk.resolveTicket, { ...of(ticket), body: {} })
    expect(await resolutionsOf(ticket)).toEqual([{ resolved_by: ana, reopened_at: null }])
    await world.forward({ minutes: 10 })
    await world.ana.call(desk.reopenTicket, of(ticket))
    expect(await resolutionsOf(ticket)).toEqual([{ resolved_by: ana, reopened_at: world.clock.now() }])
    expect(await factsOf(ticket)).toMatchObject({ reopened_count: 1, resolved_at: null })
  })

  test('of two at once is one', async () => {
    const ticket = await ask()
    const both = await Promise.allSettled(
      [1, 2].map(() => world.ana.call(desk.resolveTicket, { ...of(ticket), body: {} })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await resolutionsOf(ticket)).toHaveLength(1)
  })

  test('was not the end where an open ticket is merged into it, which has no facts any more', async () => {
    const [done, more] = [await ask(), await ask()]
    await world.ana.call(desk.resolveTicket, { ...of(done), body: {} })
    expect(await factsOf(more)).toBeDefined()
    await world.ana.call(desk.mergeTicket, { ...of(more), body: { into: done.id } })
    expect(await factsOf(done)).toMatchObject({ reopened_count: 1, resolved_at: null })
    expect(await factsOf(more)).toBeUndefined()
  })
})

test('a stranger’s ticket has the plan of the customer that it comes to, from then on', async () => {
  const ticket = await ask('sam@later.test')
  expect(await factsOf(ticket)).toMatchObject({ plan: 'free', customer_id: null })
  const { id } = await givenCustomer(world, 'later', {
    plan: 'pro',
    contacts: [{ name: 'Sam', email: 'sam@later.test' }],
  })
  await world.settle()
  expect(await factsOf(ticket)).toMatchObject({ plan: 'pro', customer_id: id })
})

test('a ticket keeps the plan that its customer had when it came, however soon that changes', async () => {
  const { id } = await givenCustomer(world, 'swift', { plan: 'premium' })
  const body = { contactEmail: 'vera@swift.test', subject: 'Plan', text: 'We saw it first.' }
  const ticket = await world.ana.call(desk.openTicket, { body })
  await world.sql(`update customers.customers set plan = 'free' where id = '${id}'`)
  await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'Changed.' } })
  expect(await factsOf(ticket)).toMatchObject({ plan: 'premium' })
})

describe('whoever reads figures while somebody works on tickets', () => {
  const figures = () => world.ana.call(getTicketFigures, { query: { from: '2026-01-05', to: '2026-01-11' } })
  const changed = async () => {
    const two = [await ask(), await ask()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    for (const ticket of two) await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'Changed.' } })
    return two as [(typeof two)[0], (typeof two)[0]]
  }
  const holding = (work: (hold: (id: string) => Promise<unknown>) => Promise<void>) =>
    inTransaction(world.app.contextFor('work'), (ctx) => work((id) => findTicketForUpdate(ctx, id)))

  /** Somebody works on a ticket until they are told to end. */
  async function heldUntil(id: string): Promise<() => Promise<void>> {
    const isHeld = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const work = holding(async (hold) => {
      await hold(id)
      isHeld.resolve()
      await end.promise
    })
    await isHeld.promise
    return () => (end.resolve(), work)
  }

  test('waits for them without holding what others wait for', async () => {
    const [low, high] = await changed()
    const letGo = await heldUntil(high.id)
    const read = figures()
    await world.ana.call(desk.addNote, { ...of(low), body: { text: 'Nobody is in the way.' } })
    await Promise.all([letGo(), read])
    expect(await world.sql(`select 1 from desk.stale_facts where ticket_id = '${high.id}'`)).toEqual([])
  })

  test('holds no connection meanwhile: a dozen of them leave room for everybody else', async () => {
    const [, high] = await changed()
    const letGo = await heldUntil(high.id)
    const reads = Array.from({ length: 12 }, figures)
    // Ends though the ticket is held all the while, and so do the readers.
    await again(world, await ask())
    await Promise.all(reads)
    await letGo()
  })

  test('never waits in a circle with work on several', async () => {
    const [low, high] = await changed()
    const isHeld = Promise.withResolvers<void>()
    const slow = holding(async (hold) => {
      await hold(high.id)
      isHeld.resolve()
      await sleep(300)
      await hold(low.id)
    })
    await isHeld.promise
    await expect(Promise.all([slow, figures()])).resolves.toBeDefined()
  })
})
