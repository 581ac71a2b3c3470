import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countTickets, type ImportedTicket, listTickets } from '@bellwether/contract/desk.ts'
import { listReports } from '@bellwether/contract/incidents.ts'
import { addPerson } from '@bellwether/contract/people.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { contactOf } from '../demo-letters.ts'
import { visitor } from '../demo-names.ts'
import { setUpCompany } from '../set-up-company.ts'
import { createWorld } from '../world/create-world.ts'
import { loadPast } from './load-past.ts'
import { makePast, pastQuestions } from './make-past.ts'
import { hoursIn, nextAtWork } from './working-hours.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const worldOf = (seed: number) =>
  createWorld({ seed, eventsPerSecond: 30, customers: 1500, startsAt: friday, faultAt: friday })
const pastOf = (seed: number) => makePast(worldOf(seed), { seed, friday })
const hour = 3_600_000

const minutesTo = (ticket: ImportedTicket): number => {
  const answer = ticket.messages.find(({ direction }) => direction === 'out')
  return (Date.parse(answer?.at ?? '') - Date.parse(ticket.createdAt)) / 60_000
}

describe.each([1, 2, 3])('the past of world %i', (seed) => {
  const { tickets, reports } = pastOf(seed)

  test('is three months of about 150 tickets, all over before the Friday', () => {
    expect(tickets.length).toBeGreaterThan(135)
    expect(tickets.length).toBeLessThan(175)
    const begun = tickets.map(({ createdAt }) => Date.parse(createdAt))
    expect(Math.min(...begun)).toBeGreaterThan(friday.getTime() - 92 * 24 * hour)
    for (const { resolvedAt } of tickets) expect(Date.parse(resolvedAt)).toBeLessThan(friday.getTime() - 4 * hour)
    const weeks = Map.groupBy(begun, (at) => Math.floor((friday.getTime() - at) / (7 * 24 * hour)))
    expect(weeks.size).toBe(13)
    for (const week of weeks.values()) expect(week.length).toBeGreaterThan(3)
  })

  test('is told in order, by two to six messages, and nothing is left to be filled in', () => {
    const lengths = new Set(tickets.map(({ messages }) => messages.length))
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6])
    for (const { createdAt, messages, resolvedAt } of tickets) {
      const instants = [createdAt, ...messages.map(({ at }) => at), resolvedAt]
      expect(instants).toEqual(instants.toSorted())
      expect(messages[0]?.direction).toBe('in')
      expect(messages.map(({ text }) => text).join()).not.toMatch(/[{}]|undefined/)
    }
  })

  test('asks each question again and again: other customers, other words', () => {
    for (const { asked } of pastQuestions) {
      const subjects = asked.map(([subject]) => subject)
      const about = tickets.filter(({ subject }) => subjects.includes(subject))
      expect(about.length).toBeGreaterThan(8)
      expect(new Set(about.map(({ contact }) => contact.email)).size).toBe(about.length)
      expect(new Set(about.map(({ subject }) => subject)).size).toBeGreaterThan(3)
    }
  })

  test('is mostly answered within hours, and mostly written down', () => {
    const answered = tickets.map(minutesTo).toSorted((a, b) => a - b)
    expect(answered[Math.floor(answered.length / 2)]).toBeLessThan(180)
    const debt = tickets.filter(({ documentation }) => documentation === null).length
    expect(debt).toBeGreaterThan(1)
    expect(debt).toBeLessThan(20)
    const outcomes = new Set(tickets.map(({ documentation }) => documentation?.outcome))
    expect(outcomes).toEqual(new Set(['linked-article', 'not-needed', undefined]))
  })

  test('has two reports, with the tickets of customers who wrote about them while it lasted', () => {
    expect(reports.map((report) => report.tickets.length)).toEqual([6, 5])
    for (const report of reports) {
      const about = tickets.filter(({ reference }) => report.tickets.includes(reference))
      for (const { createdAt, messages } of about) {
        expect(createdAt < report.recoveredAt).toBe(true)
        expect(messages.filter(({ at }) => at > report.recoveredAt)[0]?.direction).toBe('out')
      }
    }
  })
})

test('the same seed has the same past, another one another', () => {
  expect(pastOf(1)).toEqual(pastOf(1))
  expect(pastOf(2)).not.toEqual(pastOf(1))
})

test('questions come in the working hours of whoever asks', () => {
  const countries = new Map(worldOf(1).customers.map((customer) => [contactOf(customer).email, customer.country]))
  const asked = pastOf(1).tickets.filter(({ reference }) => reference.includes('question'))
  for (const { createdAt, contact } of asked) {
    const at = new Date(createdAt)
    expect(nextAtWork(at, hoursIn(countries.get(contact.email) ?? ''))).toEqual(at)
  }
})

test.each([
  ['at work', '2026-10-23T10:05:00Z', '2026-10-23T10:05:00.000Z'],
  ['before the day begins', '2026-10-23T05:05:00Z', '2026-10-23T07:05:00.000Z'],
  ['on Friday evening, over the change of the clocks', '2026-10-23T17:05:00Z', '2026-10-26T08:05:00.000Z'],
  ['on Sunday', '2026-10-25T12:05:00Z', '2026-10-26T08:05:00.000Z'],
])('the next working time %s', (_, at, next) => {
  expect(nextAtWork(new Date(at), hoursIn('GB')).toISOString()).toBe(next)
})

describe('loaded into a server', () => {
  let server: World
  beforeAll(async () => {
    server = await startWorld({ startsAt: '2026-11-20T18:23:00.000Z' })
  })
  afterAll(() => server.stop())

  test('it is resolved tickets of known customers and two reports that are over; twice is once', async () => {
    const world = worldOf(1)
    const call = server.ana.call.bind(server.ana)
    await call(addPerson, { body: { ...visitor, teams: ['support'] } })
    await setUpCompany({ call } as never, world, friday)
    await loadPast({ call }, world, { seed: 1, friday })
    await loadPast({ call }, world, { seed: 1, friday })
    const numbered = await server.sql<{ createdAt: Date }>(
      'select created_at as "createdAt" from desk.tickets order by number',
    )
    const instants = numbered.map(({ createdAt }) => createdAt.getTime())
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    const { views } = await call(countTickets, {})
    expect(views).toMatchObject({ open: 0, resolved: pastOf(1).tickets.length })
    const { items } = await call(listTickets, { query: { view: 'resolved', limit: 200 } })
    expect(items.filter(({ customer, owner }) => customer === null || owner === null)).toEqual([])
    const reports = (await call(listReports, {})).items
    expect(reports.map(({ state, tickets }) => [state, tickets])).toEqual([
      ['recovered', 5],
      ['recovered', 6],
    ])
  })
})
