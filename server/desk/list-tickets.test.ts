import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket } from './desk.builders.ts'

/* Counts are of the whole installation, so this file has one of its own. */
let world: World
const tickets: desk.Ticket[] = []
beforeAll(async () => {
  world = await startWorld()
  for (const subject of ['Fonts are late', '100% CPU', 'Nothing_special', 'A certificate', 'A redirect', 'An invoice'])
    tickets.push(await givenTicket(world, { from: `vera@listed-${tickets.length}.test`, subject }))
  const [, claimed, answered, resolved, documented] = tickets.map((ticket) => ({ params: { id: ticket.id } }))
  if (!claimed || !answered || !resolved || !documented) throw new Error('a ticket is missing')
  await world.ana.call(desk.claimTicket, { ...claimed, body: {} })
  const seenMessageId = tickets[2]?.newestMessageId ?? ''
  await world.ana.call(desk.replyToTicket, { ...answered, body: { text: 'An answer.', seenMessageId } })
  await world.ana.call(desk.resolveTicket, { ...resolved, body: {} })
  const documentation = { outcome: 'not-needed' as const, url: null, reason: 'A typing error.' }
  await world.ana.call(desk.resolveTicket, { ...documented, body: { documentation } })
})
afterAll(() => world.stop())

const counted = {
  open: 4,
  mine: 2,
  'mine-now': 1,
  cover: 0,
  unclaimed: 2,
  'waiting-on-customer': 1,
  'waiting-on-incidents': 0,
  'waiting-on-teams': 0,
  snoozed: 0,
  spam: 0,
  trash: 0,
  'doc-debt': 1,
  resolved: 2,
  all: 6,
}

const find = async (query: { search?: string; view?: keyof typeof counted }): Promise<string[]> =>
  (await world.ana.call(desk.listTickets, { query })).items.map((one) => one.subject)

test.each([
  ['ERTIFIC', 'resolved', ['A certificate']],
  ['listed-0', 'open', ['Fonts are late']],
  ['0%', 'open', ['100% CPU']],
  ['g_s', 'open', ['Nothing_special']],
  ['fonts%late', 'open', []],
  ['99999999999999999999', 'open', []],
] as const)('a search for "%s" among the %s takes it literally, wherever it stands', async (search, view, found) => {
  expect(await find({ search, view })).toEqual(found)
})

test('a search for a number finds the ticket of that number', async () => {
  expect(await find({ search: String(tickets[5]?.number) })).toContain('An invoice')
  expect(await find({ search: ` #${tickets[5]?.number} ` })).toEqual(['An invoice'])
})

test('each ticket tells the beginning of what was filed last on it, in one line, and whose it is', async () => {
  const text = `Is this  the\n\tsession's address?\n${'And so on. '.repeat(40)}`
  await givenTicket(world, { from: 'vera@listed-0.test', subject: 'Said last', text })
  const newestOf = async (search: string) =>
    (await world.ana.call(desk.listTickets, { query: { search, view: 'all' } })).items[0]?.newest
  const newest = await newestOf('Said last')
  expect(newest).toMatchObject({ direction: 'in', by: 'vera@listed-0.test' })
  expect(newest?.text).toMatch(/^Is this the session's address\? And so on\. /)
  expect(newest?.text.length).toBeLessThanOrEqual(160)
  expect(await newestOf('Nothing_special')).toEqual({ direction: 'out', by: 'Ana', text: 'An answer.' })
  const [said] = (await world.ana.call(desk.listTickets, { query: { search: 'Said last' } })).items
  await world.ana.call(desk.mergeTicket, { params: { id: said?.id ?? '' }, body: { into: tickets[0]?.id ?? '' } })
})

test('each view counts what it lists', async () => {
  const { views } = await world.ana.call(desk.countTickets, {})
  expect(views).toEqual(counted)
  for (const view of Object.keys(counted) as (keyof typeof counted)[])
    expect(await find({ view })).toHaveLength(counted[view])
})
