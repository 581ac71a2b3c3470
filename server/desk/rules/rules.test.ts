import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CallInput } from '@bellwether/contract/route.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { addRota, removeRota } from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { letter } from '../../testing/letter.ts'
import { emergencyAddress, startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'
import { followRulesOfOpened } from './follow-rules.ts'

let world: World
let people: { readonly id: string; readonly name: string }[]
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  people = []
  for (const name of ['Ben', 'Cleo', 'Dora']) {
    const caller = await world.person(name, { teams: ['support'] })
    people.push({ id: (await caller.call(getMe, {})).person.id, name })
  }
})
afterAll(() => world.stop())
afterEach(async () => {
  const { items } = await world.ana.call(desk.listRules, {})
  for (const { id } of items) await world.ana.call(desk.deleteRule, { params: { id } })
})

type Body = CallInput<typeof desk.addRule>['body']
const subjectHas = (value: string) => ({ field: 'subject', op: '~' as const, value })
const add = (over: Partial<Body> = {}) =>
  world.ana.call(desk.addRule, {
    body: {
      name: 'Invoices',
      event: 'opened',
      where: subjectHas('invoice'),
      acts: [{ kind: 'tag', add: ['billing'] }],
      ...over,
    },
  })
const given = (subject: string, over: { text?: string } = {}) =>
  givenTicket(world, { from: 'vera@acme.test', subject, ...over })
const writes = async (ticket: WholeTicket, text: string): Promise<void> => {
  const [first] = await world.sql<{ id: string }>(
    `select rfc_message_id as id from desk.messages where ticket_id = '${ticket.id}' order by at limit 1`,
  )
  const { raw, envelope } = letter({ from: 'vera@acme.test', text, headers: { 'In-Reply-To': first?.id ?? '' } })
  await world.deliver(raw, envelope)
  await world.settle()
}
const lines = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))

describe('a rule', () => {
  test('does to a ticket that comes what it says, where its condition holds, and the ticket says which rule it was', async () => {
    await add({
      acts: [
        { kind: 'tag', add: ['billing'] },
        { kind: 'prioritize', priority: 'low' },
      ],
    })
    const invoice = await given('An invoice')
    expect(invoice).toMatchObject({ tags: ['billing'], priority: 'low' })
    expect(lines(invoice).filter((line) => !line.includes('acknowledged'))).toEqual([
      'Bellwether added the tag billing',
      'Bellwether gave the ticket low priority',
      'Bellwether did this by the rule “Invoices”',
    ])
    expect(await given('A font')).toMatchObject({ tags: [], priority: 'normal' })
    const { items } = await world.ana.call(desk.listRules, {})
    expect(items[0]).toMatchObject({ runs: 1, changedBy: { name: 'Ana' } })
  })

  test('sees what those before it have done; another order is another outcome', async () => {
    const first = await add({ name: 'First' })
    const isBilling = { field: 'tag', op: '=' as const, value: 'billing' }
    const second = await add({ name: 'Second', where: isBilling, acts: [{ kind: 'prioritize', priority: 'high' }] })
    expect((await given('An invoice 1')).priority).toBe('high')
    await world.ana.call(desk.sortRules, { body: { ids: [second.id, first.id] } })
    expect(await given('An invoice 2')).toMatchObject({ priority: 'normal', tags: ['billing'] })
    const half = await world.ana.refused(desk.sortRules, { body: { ids: [second.id] } })
    expect(half.status).toBe(409)
  })

  test('asks what the customer wrote, on a later word of theirs too, and not of what it was opened with', async () => {
    const where = { field: 'words', op: '~' as const, value: 'angry' }
    await add({ event: 'customer-wrote', where, acts: [{ kind: 'tag', add: ['upset'] }] })
    const ticket = await given('A word', { text: 'I am angry.' })
    expect(ticket.tags).toEqual([])
    await writes(ticket, 'Still there?')
    expect((await again(world, ticket)).tags).toEqual(['upset'])
  })

  test('follows an answer of a team, and a clock that ran out', async () => {
    const acts = (tag: string) => [{ kind: 'tag' as const, add: [tag] }]
    await add({ name: 'Back', event: 'came-back', where: subjectHas('Watched'), acts: acts('answered') })
    await add({ name: 'Late', event: 'breached', where: subjectHas('Watched'), acts: acts('late') })
    const { id } = await given('Watched')
    const toTeam = await world.team('network')
    const handOff = await world.ana.call(desk.handOffTicket, { params: { id }, body: { toTeam, question: 'Yours?' } })
    const [asked] = handOff.openHandOffs
    await world.ana.call(desk.answerHandOff, { params: { id: asked?.id ?? '' }, body: { text: 'It is.' } })
    await world.settle()
    expect((await again(world, { id })).tags).toEqual(['answered'])
    await world.forward({ minutes: 60 * 24 * 7 })
    expect((await again(world, { id })).tags).toEqual(['answered', 'late'])
  })

  test('that is off does nothing, and neither does one on a ticket that ended meanwhile', async () => {
    const rule = await add({ isOn: false })
    const ticket = await given('An invoice 3')
    expect(ticket.tags).toEqual([])
    const body: Body = {
      name: 'On',
      event: 'opened',
      where: subjectHas('invoice'),
      acts: [{ kind: 'tag', add: ['x'] }],
    }
    await world.ana.call(desk.changeRule, { params: { id: rule.id }, body })
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    await followAgain(ticket.id)
    expect((await again(world, ticket)).tags).toEqual([])
  })

  test('is followed once for each fact, however often that is told', async () => {
    await add()
    const ticket = await given('An invoice 4')
    const untag = { act: { kind: 'tag' as const, remove: ['billing'] }, tickets: { ids: [ticket.id] } }
    await world.ana.call(desk.actOnTickets, { body: untag })
    await followAgain(ticket.id)
    expect((await again(world, ticket)).tags).toEqual([])
  })

  test('that changes nothing says nothing', async () => {
    await add({ event: 'customer-wrote' })
    const ticket = await given('An invoice again')
    await writes(ticket, 'One.')
    await writes(ticket, 'Two.')
    const said = lines(await again(world, ticket)).filter((line) => line.includes('by the rule'))
    expect(said).toHaveLength(1)
  })

  test('moves no emergency out of the queue', async () => {
    await givenCustomer(world, 'vip', { plan: 'premium', isVip: true })
    await add({ name: 'Away', where: subjectHas('out of office'), acts: [{ kind: 'remove', into: 'trash' }] })
    const { raw, envelope } = letter({ from: 'vera@acme.test', subject: 'I am out of office' })
    await world.deliver(raw, envelope)
    await world.settle()
    const trash = await world.ana.call(desk.listTickets, { query: { view: 'trash' } })
    expect(trash.items.map(({ subject }) => subject)).toEqual(['I am out of office'])
    const subject = 'Servers of out of office are down'
    const urgent = await givenTicket(world, { from: 'vera@vip.test', to: emergencyAddress, subject })
    expect(urgent.state).toBe('open')
    expect(lines(urgent)).toContain(
      'Bellwether could not follow the rule “Away”: It is an emergency: a person decides.',
    )
  })

  test('that cannot be followed says so on the ticket, undoes its half, and stops no other', async () => {
    const gone = await world.person('Gone', { teams: ['support'] })
    const { person } = await gone.call(getMe, {})
    await add({
      name: 'Broken',
      acts: [
        { kind: 'tag', add: ['half'] },
        { kind: 'give', to: person.id },
      ],
    })
    await add({ name: 'Whole' })
    await world.sql(`update people.people set deactivated_at = now() where id = '${person.id}'`)
    const ticket = await given('An invoice 5')
    expect(ticket.tags).toEqual(['billing'])
    expect(lines(ticket)).toContain('Bellwether could not follow the rule “Broken”: Choose somebody who is on staff.')
  })

  test.each([
    ['“me”', { where: { field: 'owner', op: '=' as const, value: 'me' } }, '/where'],
    ['nobody on staff', { acts: [{ kind: 'give' as const, to: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' }] }, '/acts/0'],
  ])('knows no %s', async (_, over, pointer) => {
    const base: Body = { name: 'X', event: 'opened', where: subjectHas('x'), acts: [{ kind: 'tag', add: ['x'] }] }
    const { problem } = await world.ana.refused(desk.addRule, { body: { ...base, ...over } })
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
  })
})

/** The fact is told once more. */
const followAgain = (ticketId: string): Promise<void> =>
  followRulesOfOpened(world.app.contextFor('follow-rules'), { ticketId })

describe('a ticket that is assigned', () => {
  const ownerOf = async (ticket: { id: string }) => (await again(world, ticket)).owner?.name ?? null
  const among = () => people.map(({ id }) => id)

  test('goes to each in turn', async () => {
    await add({ name: 'In turn', acts: [{ kind: 'assign', among: among(), by: 'turn' }] })
    const owners: (string | null)[] = []
    for (let at = 0; at < 6; at += 1) owners.push(await ownerOf(await given(`An invoice in turn ${at}`)))
    expect(new Set(owners.slice(0, 3))).toEqual(new Set(['Ben', 'Cleo', 'Dora']))
    expect(owners.slice(3)).toEqual(owners.slice(0, 3))
  })

  test('goes to who has the fewest open ones', async () => {
    for (const { id } of people.slice(0, 2)) {
      const ticket = await given('Something else')
      const body = { act: { kind: 'give' as const, to: id }, tickets: { ids: [ticket.id] } }
      await world.ana.call(desk.actOnTickets, { body })
    }
    await add({ name: 'By load', acts: [{ kind: 'assign', among: among(), by: 'load' }] })
    expect(await ownerOf(await given('An invoice by load'))).toBe('Dora')
  })

  test('goes to nobody who is off call, and says so where nobody is on', async () => {
    const rota = {
      team: 'support',
      name: 'Days',
      layers: [
        {
          people: people.slice(0, 2).map(({ id }) => id),
          turn: { unit: 'day' as const },
          startsOn: '2026-01-16',
          timeZone: 'UTC',
        },
      ],
    }
    const { id } = await world.ana.call(addRota, { body: rota })
    const [ben, cleo] = people
    await add({ name: 'On call', acts: [{ kind: 'assign', among: among().slice(0, 2), by: 'turn' }] })
    const owners = []
    for (let at = 0; at < 3; at += 1) owners.push(await ownerOf(await given(`An invoice on call ${at}`)))
    expect(new Set(owners).size).toBe(1)
    const offCall = owners[0] === ben?.name ? cleo : ben
    await add({
      name: 'Nobody',
      where: subjectHas('Nobody'),
      acts: [{ kind: 'assign', among: [offCall?.id ?? ''], by: 'turn' }],
    })
    const left = await given('Nobody is here')
    expect(await ownerOf(left)).toBeNull()
    expect(lines(left)).toContain('Bellwether gave the ticket to nobody: of those who may get it nobody is on call')
    await world.ana.call(removeRota, { params: { id } })
  })

  test('stays whose it is', async () => {
    await add({ name: 'Owned', event: 'customer-wrote', acts: [{ kind: 'assign', among: among(), by: 'turn' }] })
    const ticket = await given('An invoice of Ana')
    await world.ana.call(desk.claimTicket, { params: { id: ticket.id }, body: {} })
    await writes(ticket, 'More.')
    expect(await ownerOf(ticket)).toBe('Ana')
  })
})

describe('a trial', () => {
  test('names the tickets of the last days to which it would have applied, and does nothing', async () => {
    const tried = await given('Tried once')
    await given('Other')
    const body = { event: 'opened' as const, where: subjectHas('Tried') }
    const answer = await world.ana.call(desk.tryRule, { body })
    expect(answer.count).toBe(1)
    expect(answer.of).toBeGreaterThan(1)
    expect(answer.tickets).toEqual([{ id: tried.id, number: tried.number, subject: 'Tried once' }])
    const wrote = await world.ana.call(desk.tryRule, { body: { ...body, event: 'customer-wrote' } })
    expect(wrote.count).toBe(0)
  })
})

test('rules never run in a circle: whatever they say, a fact is answered by each at most once', async () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('tag' as const), add: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) }),
    fc.record({ kind: fc.constant('prioritize' as const), priority: fc.constantFrom('high', 'low', 'normal') }),
    fc.record({ kind: fc.constant('assign' as const), by: fc.constantFrom('turn', 'load') }),
  )
  const where = fc.oneof(
    fc.record({ field: fc.constant('tag'), op: fc.constantFrom('=', '!='), value: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ field: fc.constant('priority'), op: fc.constant('='), value: fc.constantFrom('high', 'normal') }),
    fc.record({ field: fc.constant('state'), op: fc.constant('='), value: fc.constant('open') }),
  )
  const rule = fc.record({
    event: fc.constantFrom('opened', 'customer-wrote'),
    where,
    acts: fc.array(act, { minLength: 1, maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 6 }), async (rules) => {
      const ids: string[] = []
      for (const one of rules) ids.push((await add(one as Partial<Body>)).id)
      const ticket = await given('A circle')
      await writes(ticket, 'And again.')
      await world.settle()
      const runs = await world.sql<{ runs: number }>(
        `select count(*)::int as runs from desk.rule_runs where ticket_id = '${ticket.id}'`,
      )
      expect(runs[0]?.runs).toBeLessThanOrEqual(rules.length)
      for (const id of ids) await world.ana.call(desk.deleteRule, { params: { id } })
    }),
    { numRuns: 8, seed: 4 },
  )
}, 120_000)
