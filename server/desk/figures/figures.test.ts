import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeCustomer } from '@bellwether/contract/customers.ts'
import type { Condition } from '@bellwether/contract/condition.ts'
import * as desk from '@bellwether/contract/desk.ts'
import type { Spread } from '@bellwether/contract/desk-figures.ts'
import { addRole } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'
import { askTeam } from '../hand-offs/hand-off.builders.ts'

/*
 * A month, played by those who write and answer, and counted by hand from what is written below: four weeks from
 * Monday, 5 January 2026. Nobody wrote in the third.
 */
let world: World
let bo: Caller
let ines: Caller
let nora: Caller
let infrastructure: string
let network: string
let borg: { id: string }

const month = { from: '2026-01-05', to: '2026-02-01' }

/** Moves the clock to this time of January. */
async function at(time: string): Promise<void> {
  const [day, hour, minute] = time.split(/[ :]/).map(Number)
  const instant = Date.UTC(2026, 0, day, hour, minute)
  await world.forward({ seconds: (instant - world.clock.now().getTime()) / 1000 })
}
const of = ({ id }: { id: string }) => ({ params: { id } })
const ask = (subject: string, from: string) =>
  givenTicket(world, { from, subject, headers: { 'Message-ID': `<${subject.replaceAll(' ', '-')}@customer.test>` } })
async function writeAgain(subject: string): Promise<void> {
  const headers = { References: `<${subject.replaceAll(' ', '-')}@customer.test>` }
  const { raw, envelope } = letter({ from: 'vera@acme.test', text: 'Still so.', headers })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}
const reply = async (who: Caller, ticket: { id: string }) => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await who.call(desk.replyToTicket, { ...of(ticket), body: { text: 'An answer.', seenMessageId } })
}
const documentation = { outcome: 'linked-article' as const, url: 'https://docs.test/it', reason: null }
const resolve = (who: Caller, ticket: { id: string }, isDocumented: boolean) =>
  who.call(desk.resolveTicket, { ...of(ticket), body: isDocumented ? { documentation } : {} })

async function playFirstWeek(): Promise<void> {
  await at('5 9:00')
  const first = await ask('Right at once', 'vera@acme.test')
  await at('5 9:30')
  await reply(world.ana, first)
  await at('5 9:40')
  await resolve(world.ana, first, true)
  await at('5 10:00')
  const second = await ask('Late and not written down', 'vera@borg.test')
  await at('5 15:00')
  await reply(bo, second)
  await at('5 15:10')
  await resolve(bo, second, false)
  await at('6 9:00')
  const third = await ask('Not right at once', 'vera@acme.test')
  await at('6 9:10')
  await reply(world.ana, third)
  await at('6 10:10')
  await writeAgain('Not right at once')
  await at('6 10:30')
  await reply(world.ana, third)
  await at('6 11:00')
  await resolve(world.ana, third, true)
  await at('8 9:00')
  await writeAgain('Not right at once')
  await at('8 10:30')
  await reply(world.ana, third)
  await at('8 11:00')
  await resolve(world.ana, third, true)
}

async function playSecondWeek(): Promise<void> {
  await at('12 9:00')
  const strange = await ask('Of a stranger', 'sam@elsewhere.test')
  const seenLate = await askTeam(world.ana, strange, { toTeam: infrastructure })
  await at('12 11:00')
  await ines.call(desk.answerHandOff, { ...of(seenLate), body: { text: 'A cache.' } })
  await at('12 11:30')
  await reply(world.ana, strange)
  await at('12 11:40')
  await resolve(world.ana, strange, false)
  await at('13 9:00')
  const direct = await ask('Answered by a team', 'vera@acme.test')
  await at('13 9:10')
  const asked = await askTeam(world.ana, direct, { toTeam: network, mayReplyToCustomer: true })
  await at('13 9:30')
  await nora.call(desk.askBack, { ...of(asked), body: { text: 'Which host?' } })
  await at('13 10:30')
  await world.ana.call(desk.replyToHandOff, { ...of(asked), body: { text: 'The first.' } })
  await at('13 11:10')
  await nora.call(desk.answerHandOff, { ...of(asked), body: { text: 'It was a route.', toCustomer: true } })
  await at('13 12:00')
  const twice = await ask('Once', 'vera@borg.test')
  await at('13 12:05')
  const whole = await ask('And once more', 'vera@borg.test')
  await at('13 12:06')
  await bo.call(desk.mergeTicket, { ...of(twice), body: { into: whole.id } })
  await at('13 12:35')
  await reply(bo, whole)
  await at('13 12:40')
  await resolve(bo, whole, true)
}

async function playFourthWeek(): Promise<void> {
  await at('26 9:00')
  const missed = await ask('Never answered', 'vera@borg.test')
  const passed = await askTeam(bo, missed, { toTeam: infrastructure, isPrivate: true })
  await at('26 9:30')
  await ines.call(desk.passOnHandOff, { ...of(passed), body: { toTeam: network, reason: 'Theirs.' } })
  // Both the customer's clock and that of the network team run out.
  await at('26 14:00')
  await at('27 9:00')
  const taken = await ask('Taken back', 'vera@borg.test')
  const withdrawn = await askTeam(bo, taken, { toTeam: network })
  await at('27 9:20')
  await bo.call(desk.withdrawHandOff, of(withdrawn))
  await at('27 9:30')
  await reply(bo, taken)
  await at('28 9:00')
  const author = { name: 'Vera' }
  const past = {
    reference: 'old:1',
    subject: 'From elsewhere',
    contact: { name: 'Vera', email: 'vera@acme.test' },
    createdAt: '2026-01-14T09:00:00.000Z',
    messages: [
      { direction: 'in' as const, at: '2026-01-14T09:00:00.000Z', author, text: 'How?' },
      { direction: 'out' as const, at: '2026-01-14T10:00:00.000Z', author, text: 'So.' },
    ],
    resolvedAt: '2026-01-14T11:00:00.000Z',
    documentation,
  }
  await world.ana.call(desk.importTickets, { body: { tickets: [past] } })
}

beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-05T08:00:00.000Z' })
  infrastructure = await world.team('infrastructure')
  network = await world.team('network')
  bo = await world.person('Bo')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
  nora = await world.person('Nora', { teams: ['network'] })
  await givenCustomer(world, 'acme', { plan: 'premium' })
  borg = await givenCustomer(world, 'borg', { plan: 'pro' })
  await playFirstWeek()
  await playSecondWeek()
  await playFourthWeek()
}, 120_000)
afterAll(() => world.stop())

const tickets = (by: desk.TicketSplit, period = month) =>
  world.ana.call(desk.getTicketFigures, { query: { ...period, by } })
const handOffs = (by: desk.HandOffSplit, team?: string, period = month) =>
  world.ana.call(desk.getHandOffFigures, { query: { ...period, by, team } })

/** [opened, resolved, first in time, next in time, with rounds, reopened, touched again, doc debt] */
const line = (f: desk.TicketFigures) => [
  f.opened,
  f.resolved,
  ...[f.firstResponse.inTime, f.nextResponse.inTime, f.rounds.tickets, f.reopened, f.touchedAgain, f.docDebt].map(
    ({ count, of }) => `${count}/${of}`,
  ),
]
/** [asked, answered, declined, passed on, withdrawn, open, in time, seen in time, directly, asked back] */
const handOffLine = (f: desk.HandOffFigures) => [
  f.asked,
  f.answered,
  f.declined,
  f.passedOn,
  f.withdrawn,
  f.openNow,
  ...[f.inTime, f.seenInTime, f.answeredDirectly, f.askedBack].map(({ count, of }) => `${count}/${of}`),
]

function expectSpread(said: Spread, of: number, median: number, p90: number): void {
  expect(said.of).toBe(of)
  for (const [seconds, exact] of [
    [said.medianSeconds, median],
    [said.p90Seconds, p90],
  ] as const)
    expect(Math.abs((seconds ?? 0) / exact - 1), `${seconds} for ${exact}`).toBeLessThan(0.025)
}

const nothing = ['0/0', '0/0', '0/0', '0/0', '0/0', '0/0']
const whole = [9, 6, '5/8', '1/2', '4/9', '1/6', '1/8', '2/6']
const wholeOfTeams = [5, 2, 0, 1, 1, 1, '3/4', '2/4', '1/2', '1/5']

describe('tickets of the month', () => {
  test('are counted as by hand, week by week, and as many weeks before are there to compare', async () => {
    const { from, until, totals, before, rows, more } = await tickets('week')
    expect([from, until, more]).toEqual(['2026-01-05', '2026-02-02', 0])
    expect(rows.map(({ key, figures }) => [key, ...line(figures)])).toEqual([
      ['2026-01-05', 3, 3, '2/3', '1/2', '0/3', '1/3', '1/3', '1/3'],
      ['2026-01-12', 4, 3, '2/3', '0/0', '2/4', '0/3', '0/4', '1/3'],
      ['2026-01-19', 0, 0, ...nothing],
      ['2026-01-26', 2, 0, '1/2', '0/0', '2/2', '0/0', '0/1', '0/0'],
    ])
    expect(line(totals)).toEqual(whole)
    expect(totals.rounds.mean).toBe(1)
    expect([before.from, before.until, ...line(before.totals)]).toEqual(['2025-12-08', '2026-01-05', 0, 0, ...nothing])
    const later = await tickets('week', { from: '2026-02-02', to: '2026-03-01' })
    expect(line(later.before.totals)).toEqual(whole)
  })

  test('took as long until the first word as by hand: 600 to 18,000 seconds', async () => {
    const { totals, rows } = await tickets('week')
    expectSpread(totals.firstResponse, 8, 2100, 18_000)
    expectSpread(rows[0]!.figures.firstResponse, 3, 1800, 18_000)
    expectSpread(rows[1]!.figures.firstResponse, 4, 3600, 9000)
    expect(rows[2]!.figures.firstResponse).toMatchObject({ of: 0, medianSeconds: null, p90Seconds: null })
    expect(rows[2]!.figures.reopened.share).toBeNull()
  })

  test.each([
    [
      'plan',
      [
        ['Premium', 4],
        ['Pro', 4],
        ['Free', 1],
      ],
    ],
    [
      'customer',
      [
        ['Acme', 4],
        ['Borg', 4],
        ['Nobody’s contact', 1],
      ],
    ],
    [
      'person',
      [
        ['Ana', 4],
        ['Bo', 4],
        ['Nobody', 1],
      ],
    ],
    [
      'channel',
      [
        ['Mail', 8],
        ['Brought along', 1],
      ],
    ],
    [
      'mailbox',
      [
        [supportAddress, 8],
        ['No mailbox', 1],
      ],
    ],
  ] as const)('are split by %s', async (by, expected) => {
    const { rows, totals } = await tickets(by)
    const found = rows.map(({ name, figures }) => `${name} ${figures.opened}`)
    expect(found.toSorted()).toEqual(expected.map(([name, opened]) => `${name} ${opened}`).toSorted())
    expect(line(totals)).toEqual(whole)
  })

  test('keep the plan that their customer had', async () => {
    const body = { name: 'Borg', plan: 'premium' as const, isVip: false, sites: [], contacts: [] }
    await world.ana.call(changeCustomer, { ...of(borg), body })
    expect((await tickets('plan')).rows.find(({ key }) => key === 'pro')?.figures.opened).toBe(4)
  })
})

describe('hand-offs of the month', () => {
  test('are counted as by hand, by team', async () => {
    const { rows, totals } = await handOffs('team')
    expect(rows.map(({ name, figures }) => [name, ...handOffLine(figures)])).toEqual([
      ['Network', 3, 1, 0, 0, 1, 1, '1/2', '1/2', '1/1', '1/3'],
      ['Infrastructure', 2, 1, 0, 1, 0, 0, '2/2', '1/2', '0/1', '0/2'],
    ])
    expect(handOffLine(totals)).toEqual(wholeOfTeams)
    expectSpread(totals.held, 4, 1800, 7200)
    expectSpread(rows[0]!.figures.held, 2, 1200, 3600)
    expectSpread(rows[1]!.figures.held, 2, 1800, 7200)
  })

  test('of one team are those of that team, by week and by who asked', async () => {
    const byWeek = await handOffs('week', network)
    expect(byWeek.rows.map(({ key, figures }) => [key, figures.asked])).toEqual([
      ['2026-01-05', 0],
      ['2026-01-12', 1],
      ['2026-01-19', 0],
      ['2026-01-26', 2],
    ])
    const byAsker = await handOffs('asker', network)
    expect(new Map(byAsker.rows.map(({ name, figures }) => [name, figures.asked]))).toEqual(
      // Rows of one size have no order that a reader knows.
      new Map([
        ['Asked in private', 1],
        ['Ana', 1],
        ['Bo', 1],
      ]),
    )
    expect(byAsker.totals).toEqual(byWeek.totals)
    const all = await handOffs('asker')
    expect(new Map(all.rows.map(({ name, figures }) => [name, figures.asked]))).toEqual(
      new Map([
        ['Asked in private', 2],
        ['Ana', 2],
        ['Bo', 1],
      ]),
    )
  })
})

test('what is kept of a week is what counting it anew says', async () => {
  const read = async () => [
    await tickets('week'),
    await tickets('person'),
    await tickets('channel'),
    await handOffs('team'),
    await handOffs('week', network),
  ]
  await world.forward({ minutes: 2 })
  expect(await world.sql('select * from desk.changed_weeks')).toEqual([])
  const kept = await read()
  await world.sql(`insert into desk.changed_weeks
    select 'tickets', opened_week from desk.ticket_facts union all select 'hand-offs', desk.week_of(asked_at) from desk.hand_offs`)
  await world.sql(`update desk.kept_weeks set sums = '{}'`)
  expect(await read()).toEqual(kept)
  await world.forward({ minutes: 2 })
  expect(await read()).toEqual(kept)
})

describe('behind each number', () => {
  const listed = async (conditions: readonly Condition[]): Promise<number> => {
    const where = JSON.stringify({ and: conditions })
    return (await world.ana.call(desk.listTickets, { query: { view: 'all', where, limit: 200 } })).items.length
  }
  const is = (field: string, value: string | boolean | null): Condition => ({ field, op: '=', value })
  const opened: Condition[] = [
    { field: 'createdAt', op: '>=', value: '2026-01-05T00:00:00Z' },
    { field: 'createdAt', op: '<', value: '2026-02-02T00:00:00Z' },
  ]

  test('are so many tickets', async () => {
    const { totals } = await tickets('week')
    const counts = [
      await listed(opened),
      await listed([...opened, is('state', 'resolved')]),
      await listed([...opened, is('isFirstLate', true)]),
      await listed([...opened, is('isFirstLate', false)]),
      await listed([...opened, is('hasRounds', true)]),
      await listed([...opened, is('isReopened', true)]),
      await listed([...opened, is('isTouchedAgain', true)]),
      await listed([...opened, is('state', 'resolved'), is('isDocumented', false)]),
    ]
    expect(counts).toEqual([9, 6, 3, 5, 4, 1, 1, 2])
    const { firstResponse } = totals
    expect(firstResponse.inTime.of - firstResponse.inTime.count).toBe(3)
  })

  test.each(['plan', 'channel'] as const)('of a row by %s as well', async (by) => {
    const { rows } = await tickets(by)
    for (const { key, figures } of rows) expect(await listed([...opened, is(by, key)])).toBe(figures.opened)
  })
})

describe('who asks', () => {
  test('needs the right to read the desk', async () => {
    await world.ana.call(addRole, { body: { slug: 'watcher', name: 'Watcher', permissions: ['evidence.read'] } })
    const watcher = await world.person('Wanda', { role: 'watcher' })
    const query = { query: month }
    for (const route of [desk.getTicketFigures, desk.getHandOffFigures]) {
      expect((await watcher.refused(route, query)).status).toBe(403)
      expect((await world.nobody.fresh().refused(route, query)).status).toBe(401)
      expect((await bo.call(route, query)).rows).toHaveLength(4)
    }
  })

  test.each([
    [{ from: '2026-01-12', to: '2026-01-11' }, 'Choose a day that is not before the first one.'],
    [{ from: '2025-01-05', to: '2026-01-12' }, 'These are 55 weeks: choose at most 53.'],
  ])('for %j learns what to ask for', async (query, detail) => {
    const { status, problem } = await world.ana.refused(desk.getTicketFigures, { query })
    expect([status, problem.errors]).toEqual([400, [{ pointer: '/to', detail }]])
  })

  test('for a team that there is not hears so', async () => {
    const query = { ...month, team: '00000000-0000-4000-8000-000000000000' }
    expect((await world.ana.refused(desk.getHandOffFigures, { query })).status).toBe(404)
  })
})
