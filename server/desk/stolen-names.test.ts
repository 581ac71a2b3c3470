import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

/* Mail in the name of somebody who did not write it. A relay of ours says what it found out. */

let world: World
beforeAll(async () => {
  world = await startWorld({ environment: { TRUSTED_RELAY_NAME: 'mx.desk.test' } })
  await givenCustomer(world, 'acme', { isVip: true })
})
afterAll(() => world.stop())

const results = (found: string) => ({ 'Authentication-Results': `mx.desk.test; ${found}` })
const peopleOf = (ticket: WholeTicket) => ticket.participants.map(({ address }) => address)
const changesOf = (ticket: WholeTicket) =>
  ticket.timeline.flatMap((entry) => (entry.kind === 'change' ? [entry.what] : []))

test.each([
  ['its domain asks for nothing', 'dmarc=fail policy.dmarc=none; spf=fail smtp.mailfrom=evil.test'],
  ['somebody else signed it', 'dmarc=none; spf=pass smtp.mailfrom=x@evil.test; dkim=pass header.d=evil.test'],
  ['it is forged', 'dmarc=fail policy.dmarc=reject'],
])('a mail in a customer’s name brings nobody into Cc where %s', async (why, found) => {
  const headers = { ...results(found), Cc: 'vera@acme-test.evil' }
  const ticket = await givenTicket(world, { from: 'Vera <vera@acme.test>', subject: why, headers })
  expect([ticket.customer?.key, peopleOf(ticket)]).toEqual(['acme', []])
})

test('neither does one that is answered to the customer, and the ticket says whom it left out', async () => {
  const headers = { ...results('dmarc=pass'), 'Reply-To': 'Vera <vera@acme.test>', Cc: 'x2@evil.test' }
  const ticket = await givenTicket(world, { from: 'Evil <x@evil.test>', subject: 'By Reply-To', headers })
  expect(peopleOf(ticket)).toEqual([])
  expect(changesOf(ticket)).toContainEqual(expect.stringContaining('let x2@evil.test take no part'))
})

test('a proven mail brings whom it names', async () => {
  const headers = { ...results('dmarc=pass'), Cc: 'dev@agency.test' }
  const ticket = await givenTicket(world, { from: 'Vera <vera@acme.test>', subject: 'Proven', headers })
  expect(peopleOf(ticket)).toEqual(['dev@agency.test'])
})

test('a forged copy that came first shuts nobody out: the proven mail is filed and pages', async () => {
  const mail = (found: string) =>
    letter({
      from: 'Vera <vera@acme.test>',
      subject: 'All down',
      headers: { ...results(found), 'Message-ID': '<down@acme.test>' },
    }).raw
  await world.deliver(mail('dmarc=fail policy.dmarc=reject'), { from: 'x@evil.test', to: [supportAddress] })
  await world.settle()
  await world.deliver(mail('dmarc=pass'), { from: 'vera@acme.test', to: [emergencyAddress] })
  await world.settle()
  const { items } = await world.ana.call(desk.listTickets, { query: { search: 'All down', limit: 10 } })
  const tickets = await Promise.all(items.map((item) => again(world, item)))
  expect(tickets.map(({ isUrgent }) => (isUrgent ? 1 : 0)).toSorted((a, b) => a - b)).toEqual([0, 1])
})

test('whom a person took out stays out, also after a merge', async () => {
  const headers = { ...results('dmarc=pass'), Cc: 'ex@agency.test', 'Message-ID': '<first@acme.test>' }
  const first = await givenTicket(world, { from: 'Vera <vera@acme.test>', subject: 'With an ex', headers })
  const second = await givenTicket(world, {
    from: 'Vera <vera@acme.test>',
    subject: 'Goes on',
    headers: results('dmarc=pass'),
  })
  await world.ana.call(desk.removeParticipant, { params: { id: first.id, address: 'ex@agency.test' } })
  await world.ana.call(desk.mergeTicket, { params: { id: first.id }, body: { into: second.id } })
  const { raw, envelope } = letter({
    from: 'ex@agency.test',
    subject: 'Still here',
    headers: { References: '<first@acme.test>' },
  })
  await world.deliver(raw, envelope)
  await world.settle()
  const merged = await again(world, second)
  expect(peopleOf(merged)).toEqual([])
  expect(merged.timeline.filter((entry) => entry.kind === 'message' && entry.direction === 'in')).toHaveLength(2)
})
