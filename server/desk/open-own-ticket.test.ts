import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const note = (subject: string) => world.ana.call(desk.openOwnTicket, { body: { subject, text: 'Renew it.' } })
const reply = (id: string) => ({ params: { id }, body: { text: 'Done.', seenMessageId: id } })

describe('a ticket for ourselves', () => {
  test('is owned by whoever opened it, waits on support, and no clock of a customer runs', async () => {
    const before = world.mailbox.mails.length
    const ticket = await note('Certificates')
    await world.settle()
    expect(ticket).toMatchObject({ isOurs: true, owner: { name: 'Ana' }, waitingOn: { holder: 'support' }, clocks: [] })
    expect(world.mailbox.mails).toHaveLength(before)
    const where = JSON.stringify({ field: 'isOurs', op: '=', value: true })
    const { items } = await world.ana.call(desk.listTickets, { query: { view: 'open', where } })
    expect(items.map(({ subject }) => subject)).toEqual(['Certificates'])
  })

  test('sends nothing, now or later, until somebody is made the requester', async () => {
    const { id } = await note('Nobody asked')
    const refusal = 'Nobody outside asked this: make somebody the requester first.'
    const { problem } = await world.ana.refused(desk.replyToTicket, reply(id))
    expect(problem.detail).toBe(refusal)
    const sendAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    const later = { ...reply(id), body: { ...reply(id).body, sendAt } }
    expect((await world.ana.refused(desk.replyToTicket, later)).problem.detail).toBe(refusal)
    const body = { email: 'vera@acme.test', name: 'Vera' }
    expect(await world.ana.call(desk.changeContact, { params: { id }, body })).toMatchObject({
      isOurs: false,
      customer: { key: 'acme' },
      participants: [],
    })
    await world.ana.call(desk.replyToTicket, reply(id))
    await world.settle()
    expect(world.mailbox.to('vera@acme.test').at(-1)?.text).toContain('Done.')
  })

  test('goes into a customer’s with nobody of ours in copy; a customer’s does not go into it', async () => {
    const theirs = await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow' })
    const ours = await note('Noted')
    const across = { acrossCustomers: true }
    const wrong = { params: { id: theirs.id }, body: { into: ours.number, ...across } }
    expect((await world.ana.refused(desk.mergeTicket, wrong)).problem.errors?.[0]?.pointer).toBe('/into')
    await world.ana.call(desk.mergeTicket, { params: { id: ours.id }, body: { into: theirs.number, ...across } })
    expect((await again(world, theirs)).participants).toEqual([])
  })

  test('has no clock of a customer after it was reopened, nor after a merge is undone, and nobody is asked whether it is solved', async () => {
    const quiet = { askAfterDays: 2, closeAfterDays: 5, text: 'Hello {name}, is it solved? {link}' }
    await world.ana.call(desk.setAfterCare, { body: { quiet, satisfaction: null } })
    const { id } = await note('Noted again')
    const act = { kind: 'resolve' as const, documentation: null }
    await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [id] } } })
    await world.ana.call(desk.reopenTicket, { params: { id } })
    const theirs = await givenTicket(world, { from: 'vera@acme.test', subject: 'Still slow' })
    await world.ana.call(desk.mergeTicket, { params: { id }, body: { into: theirs.number, acrossCustomers: true } })
    const answered = { text: 'An answer.', seenMessageId: theirs.newestMessageId }
    await world.ana.call(desk.replyToTicket, { params: { id: theirs.id }, body: answered })
    await world.ana.call(desk.unmergeTicket, { params: { id } })
    await world.forward({ minutes: 8 * 24 * 60 })
    expect(await again(world, { id })).toMatchObject({
      state: 'open',
      isOurs: true,
      waitingOn: { holder: 'support' },
      clocks: [],
    })
    expect(world.mailbox.to('ana@staff.test').filter(({ text }) => text?.includes('is it solved'))).toEqual([])
  })

  test('is solved in time once somebody outside asks', async () => {
    const { id } = await note('Taken over')
    const same = { params: { id }, body: { email: 'ana@staff.test', name: 'Ana' } }
    expect((await world.ana.refused(desk.changeContact, same)).status).toBe(400)
    const body = { email: 'vera@acme.test', name: 'Vera' }
    const { clocks } = await world.ana.call(desk.changeContact, { params: { id }, body })
    const opened = { contactEmail: 'vera@acme.test', subject: 'Ours first', text: 'We saw it.' }
    const usual = await world.ana.call(desk.openTicket, { body: opened })
    expect(clocks.map(({ name }) => name)).toEqual(usual.clocks.map(({ name }) => name))
  })
})
