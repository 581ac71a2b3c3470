import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '@bellwether/contract/all-routes.ts'
import { addCustomer } from '@bellwether/contract/customers.ts'
import { openTicket } from '@bellwether/contract/desk.ts'
import { draftReport } from '@bellwether/contract/incidents.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { wholeSampleOf } from '../testing/sample-of.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'

/* What strangers and broken programs may send as text, in every field of every route. */
let world: World
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  await fillWorld()
})
afterAll(() => world.stop())

const calls = 10_000
const atOnce = 8

/** These end the session that the test calls with. */
const left = ['signOut', 'endMySession', 'endDemo', 'deactivatePerson', 'endSessions']
const routes = allRoutes
  .filter(({ name, route }) => !left.includes(name) && !route.streamed)
  .map(({ route }) => ({
    route,
    params: route.params && wholeSampleOf(route.params),
    query: route.query && wholeSampleOf(route.query),
    body: route.body && wholeSampleOf(route.body),
  }))
type Sampled = (typeof routes)[number]

const nasty = fc.oneof(
  fc.constantFrom(
    '\0',
    'a\0b',
    '\uD800',
    '\uDC00 tail',
    'ok \uD83D',
    '\u202Etxt.exe',
    '%',
    '%00',
    '%E0%A4%A',
    "'; drop table desk.tickets; --",
    '\\',
    '$1',
    '{link}',
    '..',
    '../../etc/passwd',
    'javascript:alert(1)',
    '__proto__',
    'constructor',
    '1e999',
    '-1',
    '99999999999999999999',
    '2026-02-30T25:61:61Z',
    '+275760-09-13T00:00:00.001Z',
    'en-US@posix',
  ),
  fc.integer({ min: 1, max: 17 }).map((power) => 'x'.repeat(2 ** power)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.uuid(),
)

/** What is there to be called about, so that calls get further than "there is no such thing". */
let ids: string[] = []

async function fillWorld(): Promise<void> {
  const { id: customerId } = await world.ana.call(addCustomer, {
    body: { key: 'acme', name: 'Acme', contacts: [{ name: 'Vera', email: 'vera@acme.test' }] },
  })
  const body = { contactEmail: 'vera@acme.test', subject: 'Seen', text: 'We saw it first.' }
  const { id: ticketId } = await world.ana.call(openTicket, { body })
  const { id: reportId } = await world.ana.call(draftReport, { body: { ticketIds: [ticketId] } })
  const teamId = await world.team('network')
  const { id: personId } = await world.person('Bo', { teams: ['network'] })
  await world.deliver('Subject: no sender\r\n\r\nHello', { from: '', to: [supportAddress] })
  await world.settle()
  const held = await world.ana.call(listIncomingMails, { query: {} })
  ids = [customerId, ticketId, reportId, teamId, personId, ...held.items.map((one) => one.id)]
}

const isId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)

/** Rebuilds a value with each of its fields as `change` says. */
function withFields(value: unknown, change: (field: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return change(value)
  if (Array.isArray(value)) return value.map((one) => withFields(one, change))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withFields(one, change)]))
}

function countFields({ params, query, body }: Sampled): number {
  let fields = 0
  withFields({ params, query, body }, () => (fields += 1))
  return fields
}

/** The sampled input with this text in the place of one of its fields, or behind what stands there. */
function nastyInput({ params, query, body }: Sampled, { text, field: chosen }: Turn, draw: () => number) {
  const id = ids[Math.floor(draw() * ids.length)]
  let field = -1
  return withFields({ params, query, body }, (value) => {
    field += 1
    if (value === undefined) return value
    if (field === chosen) return draw() < 0.5 ? text : `${value}${text}`
    return isId(value) && draw() < 0.9 ? id : value
  }) as { params: unknown; query: unknown; body: unknown }
}

/** A small generator of its own for each call (Park and Miller, 1988), so that a failure can be run again. */
function drawsOf(seed: number): () => number {
  let state = seed * 7919
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return draw
}

/** How many calls were answered with each status. */
const reached = new Map<number, number>()

interface Turn {
  readonly sampled: Sampled
  readonly field: number
  readonly text: string
}

/** What breaks most often goes into every field once; then anything goes anywhere. */
function allTurns(): Turn[] {
  const worst = ['a\0b', 'a\uD83Db', 'x'.repeat(20_000)]
  const sweep = routes.flatMap((sampled) =>
    Array.from({ length: countFields(sampled) }, (_, field) => worst.map((text) => ({ sampled, field, text }))).flat(),
  )
  const draw = drawsOf(1)
  const drawn = fc.sample(nasty, { numRuns: calls - sweep.length, seed: 20_261_125 }).map((text, turn) => {
    const sampled = routes[turn % routes.length]!
    return { sampled, field: Math.floor(draw() * countFields(sampled)), text }
  })
  return [...sweep, ...drawn]
}

async function send(turn: Turn, seed: number): Promise<string | undefined> {
  const { sampled, text } = turn
  const { route } = sampled
  const { params, query, body } = nastyInput(sampled, turn, drawsOf(seed))
  // Half a pair cannot stand in an address; in a body JSON spells it.
  const url = urlOf(
    route,
    withFields({ params, query }, (one) => (typeof one === 'string' ? one.toWellFormed() : one)) as object,
  )
  const json = { 'content-type': 'application/json' }
  const init = sampled.body === undefined ? {} : { body: JSON.stringify(body), headers: json }
  const response = await world.ana.raw(url, { method: route.method, ...init })
  await response.body?.cancel()
  reached.set(response.status, (reached.get(response.status) ?? 0) + 1)
  return response.status < 500 ? undefined : `${response.status} ${route.method} ${route.path} ${JSON.stringify(text)}`
}

test(`${calls} calls with nasty text in any field are answered, and none with an error of ours`, async () => {
  const turns = allTurns()
  const failures: string[] = []
  let next = 0
  const caller = async (): Promise<void> => {
    while (next < turns.length) {
      const position = (next += 1) - 1
      const failure = await send(turns[position]!, position + 1)
      if (failure !== undefined) failures.push(failure)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  expect(failures).toEqual([])
  // A test that never gets past the door proves nothing.
  expect(reached.get(200) ?? 0).toBeGreaterThan(calls / 20)
  expect(reached.get(201) ?? 0).toBeGreaterThan(calls / 200)
}, 180_000)
