import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Calendar } from '@bellwether/contract/calendar.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { replyToTicket } from '@bellwether/contract/desk.ts'
import { calendarOf, workdays } from '../../platform/calendar/calendar.builders.ts'
import { aroundTheClock } from '../../platform/calendar/calendar.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
let bo: Caller
let count = 0
beforeAll(async () => {
  world = await startWorld()
  bo = await world.person('Bo')
})
afterAll(() => world.stop())

// The world begins on a Friday, at 16:00 in London.
const office = calendarOf('Europe/London', workdays('09:00-17:00'), ['2026-01-19'])
const add = (calendar: Calendar = office, name = `Hours ${(count += 1)}`) =>
  world.ana.call(desk.addCalendar, { body: { name, calendar } })
const policy = () => world.ana.call(desk.getResponsePolicy, {})
const targetsOf = ({ targets }: desk.ResponsePolicy): desk.NewTargets => {
  const of = ({ calendar, ...minutes }: desk.ResponsePolicy['targets']['free']['usual']) => ({
    ...minutes,
    calendarId: calendar.id,
  })
  const both = (plan: keyof desk.NewTargets) => ({ usual: of(targets[plan].usual), urgent: of(targets[plan].urgent) })
  return { free: both('free'), pro: both('pro'), premium: both('premium') }
}
const minutesOf = (minutes: number) => ({ firstMinutes: minutes, nextMinutes: minutes, resolutionMinutes: null })
/** What would be sent to give "pro" this target. */
async function proTarget(minutes: number, calendarId?: string) {
  const now = await policy()
  const targets = targetsOf(now)
  const usual = { ...minutesOf(minutes), calendarId: calendarId ?? targets.pro.usual.calendarId }
  return { basedOn: now.version, targets: { ...targets, pro: { ...targets.pro, usual } } }
}
const set = async (minutes: number, calendarId?: string) =>
  world.ana.call(desk.setResponsePolicy, { body: await proTarget(minutes, calendarId) })
const audited = (action: string) =>
  world.sql<{ actor_name: string; detail: Record<string, unknown> }>(
    `select actor_name, detail from platform.audit_entries where action = 'desk.${action}' order by at, id`,
  )
async function ask() {
  const key = `t${(count += 1)}`
  await givenCustomer(world, key)
  return givenTicket(world, { from: `vera@${key}.test`, subject: `Question ${key}.` })
}
const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()

describe('from the start', () => {
  test('the targets are what they were while they stood in the code, around the clock, and nobody made them', async () => {
    const { version, targets, madeAt, madeBy } = await policy()
    expect([version, madeAt, madeBy]).toEqual([1, null, null])
    const figures = Object.entries(targets).map(([plan, { usual, urgent }]) => [
      plan,
      usual.firstMinutes,
      usual.nextMinutes,
      usual.resolutionMinutes,
      urgent.firstMinutes,
    ])
    expect(figures).toEqual([
      ['free', 1440, 1440, null, 15],
      ['pro', 240, 240, null, 15],
      ['premium', 60, 60, null, 15],
    ])
    const { items } = await world.ana.call(desk.listCalendars, {})
    expect(items).toMatchObject([{ name: 'Around the clock', isBuiltIn: true, version: 1, calendar: aroundTheClock }])
    expect(
      new Set(Object.values(targets).flatMap(({ usual, urgent }) => [usual.calendar.id, urgent.calendar.id])),
    ).toEqual(new Set([items[0]?.id]))
  })

  test('staff reads them and changes nothing', async () => {
    const [calendar] = (await bo.call(desk.listCalendars, {})).items
    const params = { id: calendar?.id ?? '' }
    expect((await bo.call(desk.getCalendar, { params })).name).toBe('Around the clock')
    const body = { name: 'Mine', calendar: office }
    for (const refused of [
      bo.refused(desk.addCalendar, { body }),
      bo.refused(desk.changeCalendar, { params, body: { ...body, basedOn: 1 } }),
      bo.refused(desk.setResponsePolicy, { body: await proTarget(10) }),
    ])
      expect((await refused).problem.detail).toBe('The permission "desk.configure" is needed.')
  })
})

describe('a new version of the targets', () => {
  test('is for clocks that start later; those that run keep theirs, and it is written who made it', async () => {
    const ran = await givenTicket(world, { from: 'someone@nowhere.test', subject: 'Runs.' })
    const { id: calendarId } = await add()
    const { version } = await set(120, calendarId)
    expect((await again(world, ran)).nextDueAt).toBe(ran.nextDueAt)
    // An hour is left of Friday, and Monday is a holiday.
    expect((await ask()).nextDueAt).toBe('2026-01-20T10:00:00.000Z')
    const { items } = await bo.call(desk.listResponsePolicies, { query: { limit: 1 } })
    expect(items).toMatchObject([
      {
        version,
        madeBy: 'Ana',
        madeAt: world.clock.now().toISOString(),
        targets: { pro: { usual: { firstMinutes: 120 } } },
      },
    ])
    expect((await audited('set-response-policy')).at(-1)).toMatchObject({ actor_name: 'Ana', detail: { version } })
  })

  test('that says what was said before is no version', async () => {
    const before = await policy()
    const body = { basedOn: before.version, targets: targetsOf(before) }
    expect(await world.ana.call(desk.setResponsePolicy, { body })).toEqual(before)
    const { id, version, name, calendar } = await add()
    const unchanged = { params: { id }, body: { basedOn: version, name, calendar } }
    expect(await world.ana.call(desk.changeCalendar, unchanged)).toMatchObject({ id, version: 1 })
  })

  test('made by two at once is made by one', async () => {
    const bodies = [await proTarget(31), await proTarget(32)]
    const ways = await Promise.allSettled(bodies.map((body) => world.ana.call(desk.setResponsePolicy, { body })))
    expect(ways.map(({ status }) => status).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['fulfilled', 'rejected'])
    const refused = await world.ana.refused(desk.setResponsePolicy, { body: bodies[0]! })
    expect(refused.problem.type).toBe('/problems/conflict')
  })

  test('is refused field by field: a calendar that is not there, a target that takes longer than a year', async () => {
    const { id } = await add(calendarOf('UTC', { monday: [{ from: '09:00', until: '10:00' }] }))
    const whole = await proTarget(52 * 60 + 1, id)
    const { targets } = whole
    const premium = {
      ...targets.premium,
      urgent: { ...minutesOf(5), calendarId: '00000000-0000-4000-8000-000000000000' },
    }
    const body = { ...whole, targets: { ...targets, premium } }
    const { problem } = await world.ana.refused(desk.setResponsePolicy, { body })
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
      '/targets/pro/usual/firstMinutes',
      '/targets/pro/usual/nextMinutes',
      '/targets/premium/urgent/calendarId',
    ])
    await set(52 * 60, id)
    for (const minutes of [0, 1.5, 86_401])
      expect((await world.ana.refused(desk.setResponsePolicy, { body: await proTarget(minutes) })).status).toBe(400)
  })

  test('pages with the others, the newest first', async () => {
    await set(41)
    await set(42)
    const first = await world.ana.call(desk.listResponsePolicies, { query: { limit: 2 } })
    const rest = await world.ana.call(desk.listResponsePolicies, { query: { cursor: first.nextCursor!, limit: 200 } })
    const versions = [...first.items, ...rest.items].map(({ version }) => version)
    expect(versions).toEqual(Array.from({ length: versions.length }, (_, at) => versions.length - at))
    expect(rest.items.at(-1)?.madeBy).toBeNull()
  })
})

describe('a calendar', () => {
  test('that is changed has a new version: clocks that run keep the hours in which they started', async () => {
    const { id, name } = await add(aroundTheClock)
    await set(30, id)
    const ran = await ask()
    expect(ran.nextDueAt).toBe(inMinutes(30))
    const later = calendarOf('UTC', workdays('20:00-21:00'))
    const body = { basedOn: 1, name: `${name}, evenings`, calendar: later }
    expect(await world.ana.call(desk.changeCalendar, { params: { id }, body })).toMatchObject({
      version: 2,
      name: `${name}, evenings`,
      madeBy: 'Ana',
      calendar: later,
    })
    expect((await ask()).nextDueAt).toBe('2026-01-16T20:30:00.000Z')
    expect((await again(world, ran)).nextDueAt).toBe(ran.nextDueAt)
    expect((await audited('change-calendar')).at(-1)).toMatchObject({ actor_name: 'Ana', detail: { version: 2 } })
    const refused = await world.ana.refused(desk.changeCalendar, { params: { id }, body })
    expect(refused.problem.type).toBe('/problems/conflict')
  })

  test('keeps hours enough for the targets that are counted in it', async () => {
    const { id, name } = await add()
    await set(7000, id)
    const body = { basedOn: 1, name, calendar: calendarOf('UTC', { monday: [{ from: '09:00', until: '11:00' }] }) }
    const { problem } = await world.ana.refused(desk.changeCalendar, { params: { id }, body })
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/calendar/hours'])
    await set(60)
  })

  test('has a name of its own, and the built-in one stays as it is', async () => {
    const taken = await add()
    const other = await add()
    const named = { name: taken.name, calendar: office }
    const params = { id: other.id }
    for (const refused of [
      world.ana.refused(desk.addCalendar, { body: named }),
      world.ana.refused(desk.changeCalendar, { params, body: { ...named, basedOn: 1 } }),
    ])
      expect((await refused).problem.type).toBe('/problems/already-exists')
    const builtIn = (await world.ana.call(desk.listCalendars, {})).items.find(({ isBuiltIn }) => isBuiltIn)
    const body = { basedOn: 1, name: 'Never', calendar: office }
    const kept = await world.ana.refused(desk.changeCalendar, { params: { id: builtIn?.id ?? '' }, body })
    expect(kept.problem.type).toBe('/problems/calendar-built-in')
    const nowhere = { id: '00000000-0000-4000-8000-000000000000' }
    expect((await world.ana.refused(desk.changeCalendar, { params: nowhere, body })).status).toBe(404)
    expect((await world.ana.refused(desk.getCalendar, { params: nowhere })).status).toBe(404)
  })

  test('that nobody could work by is refused, and so is one more than there may be', async () => {
    const never = { ...office, hours: calendarOf('UTC', workdays('09:00-10:00')).hours, timeZone: 'Mars/Olympus' }
    const body = { name: 'Mars', calendar: never }
    const { problem } = await world.ana.refused(desk.addCalendar, { body })
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/calendar/timeZone'])
    await world.sql(`insert into desk.calendars (name) select 'Copy ' || n from generate_series(1, 100) n`)
    await world.sql(`insert into desk.calendar_versions (calendar_id, version, calendar, made_at, made_by)
      select one.id, 1, '${JSON.stringify(office)}', '2026-01-16', 'Ana' from desk.calendars one where name like 'Copy %'`)
    const refused = await world.ana.refused(desk.addCalendar, { body: { name: 'One more', calendar: office } })
    expect(refused.problem.type).toBe('/problems/too-many-calendars')
  })
})

describe('targets that are tried', () => {
  test('say how many of last month’s tickets they would have been too short for, and change nothing', async () => {
    const before = await policy()
    const ticket = await ask()
    await world.forward({ minutes: 20 })
    const reply = { text: 'Here.', seenMessageId: ticket.newestMessageId }
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: reply })
    const tryPro = async (minutes: number) => {
      const { targets } = await proTarget(minutes)
      return world.ana.call(desk.tryTargets, { body: { targets } })
    }
    const [short, long] = [await tryPro(19), await tryPro(20)]
    const numbers = ({ newlyLate }: desk.TargetsTrial) => newlyLate.map(({ number }) => number)
    expect([numbers(short).includes(ticket.number), numbers(long).includes(ticket.number)]).toEqual([true, false])
    expect(short.first.after).toBeGreaterThan(long.first.after)
    expect(short).toMatchObject({ isWhole: true, first: { of: short.tickets, before: long.first.before } })
    expect(await policy()).toEqual(before)
    const refused = await bo.refused(desk.tryTargets, { body: { targets: (await proTarget(20)).targets } })
    expect(refused.status).toBe(403)
  })
})
