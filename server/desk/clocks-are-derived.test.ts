import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Calendar } from '@bellwether/contract/calendar.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { calendarOf, spans } from '../platform/calendar/calendar.builders.ts'
import { dueAt, type Pause } from '../platform/calendar/working-clock.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { findRunning, responseClocks } from './clock.store.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'
import { pauseClocks, resumeClocks } from './pause-clocks.ts'

/*
 * Whatever is done to a ticket, and to the targets and hours meanwhile: each of its clocks is due when the
 * calendar says, by what the clock was started with and when it stood still; and what runs keeps its promise.
 */
let world: World
let team: string
let other: string
let stories = 0
beforeAll(async () => {
  // A Friday; clocks go forward in London on Sunday.
  world = await startWorld({ startsAt: '2026-03-27T16:00:00.000Z' })
  team = await world.team('infrastructure')
  other = await world.team('network')
})
afterAll(() => world.stop())

interface Story {
  readonly key: string
  readonly calendarId: string
  ticket: WholeTicket
}
type Step = (story: Story) => Promise<unknown>

const times = ['00:00', '06:30', '09:00', '12:00', '13:00', '17:45', '22:00', '24:00']
const day = fc.subarray(times, { minLength: 0, maxLength: 4 }).map((some) => {
  const [a, b, c, d] = some.length % 2 === 0 ? some : some.slice(1)
  return spans(...(a && b ? [`${a}-${b}`] : []), ...(c && d ? [`${c}-${d}`] : []))
})
const calendars = fc
  .record({
    zone: fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Kolkata', 'UTC'),
    days: fc.record({ tuesday: day, friday: day, saturday: day }),
    holidays: fc.subarray(['2026-03-27', '2026-03-28', '2026-03-31']),
  })
  .map(({ zone, days, holidays }) => calendarOf(zone, { ...days, monday: spans('09:00-17:00') }, holidays))
const targets = fc.record({
  usual: fc.integer({ min: 1, max: 900 }),
  urgent: fc.integer({ min: 1, max: 200 }),
  resolution: fc.option(fc.integer({ min: 1, max: 3000 })),
})
type Minutes = typeof targets extends fc.Arbitrary<infer Value> ? Value : never

const write =
  (to: string): Step =>
  async ({ key }) => {
    const headers = { References: `<${key}@customer.test>` }
    const { raw, envelope } = letter({ from: `vera@${key}.test`, text: 'Any news?', headers })
    await world.deliver(raw, { ...envelope, to: [to] })
    await world.settle()
  }

/** As a verb of a later feature would do it. */
const within =
  (work: (ctx: Context, ticketId: string) => Promise<void>): Step =>
  ({ ticket }) =>
    inTransaction(world.app.contextFor('test'), async (ctx) => {
      await lockLiveTicket(ctx, ticket.id)
      await work(ctx, ticket.id)
      await finishChange(ctx, ticket.id, { action: 'test' })
    })

const paramsOf = ({ ticket }: Story) => ({ params: { id: ticket.id } })
const handOffOf = ({ ticket }: Story) => ({ params: { id: ticket.openHandOffs[0]?.id ?? ticket.id } })
const ofTicket: Record<string, Step> = {
  'the customer writes': write(supportAddress),
  'the customer cries for help': write(emergencyAddress),
  'support replies': (story) => {
    const body = { text: 'An answer.', seenMessageId: story.ticket.newestMessageId }
    return world.ana.call(desk.replyToTicket, { ...paramsOf(story), body })
  },
  'support asks': (story) => {
    const at = new Date(world.clock.now().getTime() + 40 * 60_000).toISOString()
    return world.ana.call(desk.handOffTicket, {
      ...paramsOf(story),
      body: { toTeam: team, question: 'Why?', dueAt: at },
    })
  },
  'support asks by the target': (story) => {
    const body = { toTeam: other, question: 'And why?' }
    return world.ana.call(desk.handOffTicket, { ...paramsOf(story), body })
  },
  'support withdraws': (story) => world.ana.call(desk.withdrawHandOff, handOffOf(story)),
  'a team asks back': (story) => world.ana.call(desk.askBack, { ...handOffOf(story), body: { text: 'Which?' } }),
  'support replies to a team': (story) =>
    world.ana.call(desk.replyToHandOff, { ...handOffOf(story), body: { text: 'This.' } }),
  'a team passes on': (story) => {
    const toTeam = story.ticket.openHandOffs[0]?.askedTeam.id === team ? other : team
    return world.ana.call(desk.passOnHandOff, { ...handOffOf(story), body: { toTeam, reason: 'Theirs.' } })
  },
  'a team answers': (story) => world.ana.call(desk.answerHandOff, { ...handOffOf(story), body: { text: 'So.' } }),
  'support resolves': (story) => world.ana.call(desk.resolveTicket, { ...paramsOf(story), body: {} }),
  'support reopens': (story) => world.ana.call(desk.reopenTicket, paramsOf(story)),
  'another ticket is merged into it': async ({ key, ticket }) => {
    const other = await givenTicket(world, { from: `vera@${key}.test`, subject: `More of ${key} ${(stories += 1)}` })
    await world.ana.call(desk.mergeTicket, { params: { id: other.id }, body: { into: ticket.id } })
  },
  'it is merged into another': async (story) => {
    const subject = `Instead of ${story.key} ${(stories += 1)}`
    const other = await givenTicket(world, { from: `vera@${story.key}.test`, subject })
    await world.ana.call(desk.mergeTicket, { ...paramsOf(story), body: { into: other.id } })
    story.ticket = other
  },
  'its clocks stand still': within(async (ctx, id) => pauseClocks(ctx, await findRunning(ctx, [id], responseClocks))),
  'its clocks run on': within(async (ctx, id) => resumeClocks(ctx, await findRunning(ctx, [id], responseClocks))),
  'half an hour passes': () => world.forward({ minutes: 30 }),
  'a day passes': () => world.forward({ minutes: 24 * 60 }),
}

const steps = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...Object.entries(ofTicket)).map(([name, take]) => ({ name, take, isOfTicket: true })),
  },
  {
    weight: 1,
    arbitrary: targets.map((one) => ({
      name: 'the targets change',
      take: (({ calendarId }) => setTargets(calendarId, one)) as Step,
      isOfTicket: false,
    })),
  },
  {
    weight: 1,
    arbitrary: calendars.map((calendar) => ({
      name: 'the hours change',
      take: (({ calendarId }) => setHours(calendarId, calendar)) as Step,
      isOfTicket: false,
    })),
  },
  {
    weight: 1,
    arbitrary: calendars.map((calendar) => ({
      name: 'the hours change for what runs',
      take: (({ calendarId }) => setHours(calendarId, calendar, true)) as Step,
      isOfTicket: true,
    })),
  },
)

async function setTargets(
  calendarId: string,
  { usual, urgent, resolution: resolutionMinutes }: Minutes,
): Promise<void> {
  const { version: basedOn } = await world.ana.call(desk.getResponsePolicy, {})
  const of = (minutes: number) => ({ firstMinutes: minutes, nextMinutes: minutes * 2, resolutionMinutes, calendarId })
  const both = { usual: of(usual), urgent: of(urgent) }
  const body = { basedOn, targets: { free: both, pro: both, premium: both } }
  await world.ana.call(desk.setResponsePolicy, { body })
}

/** Both teams count in these hours. */
async function setTeamHours(calendarId: string): Promise<void> {
  const target = { acknowledgeMinutes: 30, answerMinutes: 300 }
  for (const id of [team, other]) {
    const { version: basedOn } = await world.ana.call(desk.getTeamTargets, { params: { id } })
    const body = { basedOn, calendarId, usual: target, urgent: target }
    await world.ana.call(desk.setTeamTargets, { params: { id }, body })
  }
}

async function setHours(id: string, calendar: Calendar, isForRunning = false): Promise<void> {
  const { version: basedOn, name } = await world.ana.call(desk.getCalendar, { params: { id } })
  await world.ana.call(desk.changeCalendar, { params: { id }, body: { basedOn, name, calendar, isForRunning } })
  await world.settle()
}

interface Row {
  readonly id: string
  readonly due_at: Date | null
  readonly promised_at: Date | null
  readonly calendar: Calendar
  readonly counted_from: Date
  readonly target_minutes: number
  readonly pauses: readonly { from: string; until: string | null }[]
  readonly stopped_at: Date | null
}

const clocksOf = ({ ticket }: Story): Promise<Row[]> =>
  world.sql(`
    select clock.*, version.calendar
    from desk.clocks clock left join desk.calendar_versions version on version.id = clock.calendar_version_id
    where ticket_id = '${ticket.id}' order by clock.id`)

const derived = ({ promised_at, calendar, counted_from, target_minutes, pauses }: Row): Date | null => {
  const asDates = pauses.map(({ from, until }) => ({ from: new Date(from), until: until ? new Date(until) : null }))
  if (promised_at) {
    const later = (due: Date | null, { from, until }: Pause): Date | null => {
      if (due === null || from >= due) return due
      return until && new Date(due.getTime() + until.getTime() - from.getTime())
    }
    return asDates.reduce(later, promised_at as Date | null)
  }
  return dueAt({ calendar, startedAt: counted_from, targetMinutes: target_minutes, pauses: asDates })
}

const dues = (rows: readonly Row[]) => rows.map(({ id, due_at }) => [id, due_at])

async function play(first: { calendar: Calendar; minutes: Minutes }, taken: Taken[]) {
  const key = `s${(stories += 1)}`
  await givenCustomer(world, key, { isVip: true })
  const body = { name: `Hours of ${key}`, calendar: first.calendar }
  const { id: calendarId } = await world.ana.call(desk.addCalendar, { body })
  await setTeamHours(calendarId)
  await setTargets(calendarId, first.minutes)
  const headers = { 'Message-ID': `<${key}@customer.test>` }
  const ticket = await givenTicket(world, { from: `vera@${key}.test`, subject: `Begins ${key}`, headers })
  const story: Story = { key, calendarId, ticket }
  for (const { name, take, isOfTicket } of taken) {
    const before = dues(await clocksOf(story))
    // What is refused changes nothing, and is checked as well.
    await take(story).catch((error: Error) => expect(error.message).toMatch(/answered 4\d\d/))
    const rows = await clocksOf(story)
    expect([name, dues(rows)]).toEqual([name, rows.map((row) => [row.id, derived(row)])])
    if (!isOfTicket) expect([name, dues(rows)]).toEqual([name, before])
    story.ticket = await again(world, story.ticket)
    const nearest = rows.flatMap(({ due_at, stopped_at }) => (due_at && !stopped_at ? [due_at.toISOString()] : []))
    expect([name, story.ticket.nextDueAt]).toEqual([name, nearest.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null])
  }
}
type Taken = { name: string; take: Step; isOfTicket: boolean }

test('whatever is done, each clock is due when its calendar says, by its target and its pauses', async () => {
  const first = fc.record({ calendar: calendars, minutes: targets })
  const story = fc.array(steps, { minLength: 8, maxLength: 14 })
  await fc.assert(fc.asyncProperty(first, story, play), { numRuns: 15, endOnFailure: true })
}, 120_000)

test('a clock stands still with its ticket, is in no queue of what is due meanwhile, and runs on', async () => {
  const key = `s${(stories += 1)}`
  const calendar = calendarOf('UTC', { monday: spans('00:00-24:00'), tuesday: spans('00:00-24:00') })
  const hours = await world.ana.call(desk.addCalendar, { body: { name: `Hours of ${key}`, calendar } })
  await setTargets(hours.id, { usual: 60, urgent: 15, resolution: null })
  const ticket = await givenTicket(world, { from: `someone@${key}.test`, subject: `Still ${key}` })
  const story: Story = { key, calendarId: '', ticket }
  await ofTicket['its clocks stand still']?.(story)
  await world.forward({ minutes: 30 })
  expect(await again(world, ticket)).toMatchObject({ nextDueAt: null, clocks: [{ dueAt: null, breachedAt: null }] })
  await ofTicket['its clocks run on']?.(story)
  const after = await again(world, ticket)
  expect(after.clocks).toMatchObject([{ startedAt: ticket.createdAt, dueAt: after.nextDueAt }])
  await ofTicket['its clocks stand still']?.(story)
  await ofTicket['support resolves']?.(story)
  expect((await again(world, ticket)).clocks).toEqual([])
})
