import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCalendar } from '@bellwether/contract/desk.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { rotaBuilders } from '../pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenTeam, add } = rotaBuilders(() => world)

/** A rota of Paris on which the first of the team is on until Monday 19 January 08:00 UTC, then the second for a week. */
async function givenRota() {
  const team = await givenTeam(2)
  const [a, b] = team.people as [Caller, Caller]
  const rota = await add(team, 'Days', a, b)
  const forecast = () => world.ana.call(pager.forecastRota, { params: { id: rota.id } })
  return { rota: rota.id, a, b, forecast, team }
}

describe('leave', () => {
  test('is said by whoever is away, takes nobody off call, and is found in the year ahead', async () => {
    const { rota, a, b, forecast } = await givenRota()
    const body = { firstOn: '2026-01-20', lastOn: '2026-02-03', note: 'Skiing' }
    const added = await b.call(pager.addLeave, { body })
    const shifts = [
      { startsAt: '2026-01-20T00:00:00.000Z', endsAt: '2026-01-26T08:00:00.000Z' },
      { startsAt: '2026-02-02T08:00:00.000Z', endsAt: '2026-02-04T00:00:00.000Z' },
    ]
    expect(added).toMatchObject({ ...body, isMine: true, startsAt: shifts[0]?.startsAt, endsAt: shifts[1]?.endsAt })
    expect(added.shifts).toEqual(shifts.map((span) => ({ rota: { id: rota, name: 'Days' }, ...span })))
    expect((await forecast()).away).toEqual([
      {
        person: added.person,
        startsAt: added.startsAt,
        endsAt: added.endsAt,
        shifts: shifts.map((span) => ({ ...span, isCoverAsked: false })),
      },
    ])
    // Nobody is taken off call by it.
    const query = { from: '2026-01-20T00:00:00Z', to: '2026-01-21T00:00:00Z' }
    const listed = await a.call(pager.listShifts, { params: { id: rota }, query })
    expect(listed.shifts).toMatchObject([{ person: { id: b.id } }])
    expect(listed.away).toEqual([{ person: added.person, startsAt: added.startsAt, endsAt: added.endsAt }])
    // Cover that is asked for shows beside it, and what is taken is no longer theirs.
    const swap = await b.call(pager.askForCover, { body: { rota, ...shifts[0]! } })
    expect((await forecast()).away[0]?.shifts.map((one) => one.isCoverAsked)).toEqual([true, false])
    await a.call(pager.takeSwap, { params: { id: swap.id }, body: {} })
    expect((await forecast()).away[0]?.shifts).toHaveLength(1)
    await b.call(pager.removeLeave, { params: { id: added.id } })
    expect((await forecast()).away).toEqual([])
    const audited = await world.sql(
      `select action, detail->>'note' as note from platform.audit_entries where about_id = '${b.id}' and action like 'pager.%leave' order by id`,
    )
    expect(audited).toEqual([
      { action: 'pager.add-leave', note: null },
      { action: 'pager.remove-leave', note: null },
    ])
  })

  test('that overlaps other leave of theirs, and begins and ends within shifts, is one; what cover is asked for is apart', async () => {
    const { rota, b, forecast } = await givenRota()
    await b.call(pager.addLeave, { body: { firstOn: '2026-01-21', lastOn: '2026-01-23' } })
    await b.call(pager.addLeave, { body: { firstOn: '2026-01-22', lastOn: '2026-01-24' } })
    const [from, until] = ['2026-01-21T00:00:00.000Z', '2026-01-25T00:00:00.000Z']
    const [asked, covered] = ['2026-01-22T00:00:00.000Z', '2026-01-23T00:00:00.000Z']
    expect((await forecast()).away).toMatchObject([
      { startsAt: from, endsAt: until, shifts: [{ isCoverAsked: false }] },
    ])
    await b.call(pager.askForCover, { body: { rota, startsAt: asked, endsAt: covered } })
    expect((await forecast()).away[0]?.shifts).toEqual([
      { startsAt: from, endsAt: asked, isCoverAsked: false },
      { startsAt: asked, endsAt: covered, isCoverAsked: true },
      { startsAt: covered, endsAt: until, isCoverAsked: false },
    ])
  })

  test('of somebody who covers another shows what they cover, and no more of the other', async () => {
    const { rota, a, b, forecast, team } = await givenRota()
    const c = await world.person(`Cover${team.slug}`, { teams: [team.slug] })
    const [from, until] = ['2026-01-21T00:00:00.000Z', '2026-01-22T00:00:00.000Z']
    const swap = await b.call(pager.askForCover, { body: { rota, startsAt: from, endsAt: until } })
    await c.call(pager.takeSwap, { params: { id: swap.id }, body: {} })
    const added = await c.call(pager.addLeave, { body: { firstOn: '2026-01-20', lastOn: '2026-01-25' } })
    expect(added.shifts).toMatchObject([{ startsAt: from, endsAt: until }])
    await b.call(pager.addLeave, { body: { firstOn: '2026-01-21', lastOn: '2026-01-21' } })
    expect((await forecast()).away).toMatchObject([
      { person: { id: c.id }, shifts: [{ startsAt: from, endsAt: until }] },
    ])
    // Who covers asks for cover as well, and the shift goes on.
    const again = await c.call(pager.askForCover, { body: { rota, startsAt: from, endsAt: until } })
    expect(again.person.id).toBe(c.id)
    expect((await b.refused(pager.takeSwap, { params: { id: again.id }, body: {} })).problem.type).toBe(
      '/problems/not-free',
    )
    await a.call(pager.takeSwap, { params: { id: again.id }, body: {} })
    expect((await forecast()).away).toEqual([])
  })

  test('of others is said and removed by who changes rotas alone, and why is read by no one else', async () => {
    const { a, b } = await givenRota()
    const of = { person: b.id, firstOn: '2026-01-18', lastOn: '2026-01-18', note: 'Ill' }
    expect((await a.refused(pager.addLeave, { body: of })).status).toBe(403)
    const { id } = await world.ana.call(pager.addLeave, { body: of })
    const notes = async (who: Caller) =>
      (await who.call(pager.listLeave, { query: { person: b.id } })).items.map(({ note, isMine }) => [note, isMine])
    expect(await notes(a)).toEqual([['', false]])
    expect(await notes(b)).toEqual([['Ill', true]])
    expect(await notes(world.ana)).toEqual([['Ill', true]])
    expect((await a.refused(pager.removeLeave, { params: { id } })).status).toBe(403)
    await world.ana.call(pager.removeLeave, { params: { id } })
    expect((await b.refused(pager.removeLeave, { params: { id } })).status).toBe(404)
  })

  test('is for today and later, within 400 days, for at most 366', async () => {
    const { a } = await givenRota()
    const pointer = async (firstOn: string, lastOn: string) => {
      const { status, problem } = await a.refused(pager.addLeave, { body: { firstOn, lastOn } })
      return [status, problem.errors?.[0]?.pointer]
    }
    expect(await pointer('2026-01-10', '2026-01-15')).toEqual([400, '/lastOn'])
    expect(await pointer('2026-01-20', '2026-01-19')).toEqual([400, '/lastOn'])
    expect(await pointer('2026-01-20', '2027-01-21')).toEqual([400, '/lastOn'])
    expect(await pointer('2027-02-21', '2027-02-21')).toEqual([400, '/firstOn'])
    // It began yesterday and goes on today; the last day within reach; the longest.
    for (const [firstOn, lastOn] of [
      ['2026-01-15', '2026-01-16'],
      ['2027-02-20', '2027-02-20'],
      ['2026-01-20', '2027-01-20'],
    ] as const)
      await a.call(pager.addLeave, { body: { firstOn, lastOn } })
    const { items } = await a.call(pager.listLeave, { query: { person: a.id, limit: '2' } as never })
    expect(items.map(({ firstOn }) => firstOn)).toEqual(['2026-01-15', '2026-01-20'])
  })

  test('over the weekend on which the clocks change is 47 hours where they change', async () => {
    const { a } = await givenRota()
    await world.sql(`update people.people set time_zone = 'Europe/Paris' where id = '${a.id}'`)
    const { startsAt, endsAt } = await a.call(pager.addLeave, { body: { firstOn: '2026-03-28', lastOn: '2026-03-29' } })
    expect([startsAt, endsAt]).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'])
  })

  test('is forgotten when whoever was away leaves', async () => {
    const { a, b } = await givenRota()
    const { id } = await b.call(pager.addLeave, { body: { firstOn: '2026-01-20', lastOn: '2026-01-21', note: 'Why' } })
    await world.ana.call(deactivatePerson, { params: { id: b.id } })
    await world.forward({ seconds: 5 })
    expect((await a.call(pager.listLeave, { query: { person: b.id } })).items).toEqual([])
    expect(await world.sql(`select 1 from pager.leave where id = '${id}'`)).toEqual([])
  })
})

test('holidays are those of the desk’s calendars, for those who live in their zone', async () => {
  const { forecast, a } = await givenRota()
  const hours = { monday: [{ from: '09:00', until: '17:00' }] }
  const holidays = [
    { on: '2026-01-17', name: 'Founders’ day' },
    { on: '2025-12-25', name: 'Christmas Day' },
  ]
  const add = (name: string, timeZone: string) =>
    world.ana.call(addCalendar, { body: { name, calendar: { timeZone, hours, holidays } } })
  await add('Here', 'UTC')
  await add('There', 'Asia/Tokyo')
  expect((await forecast()).holidays).toMatchObject([
    { on: '2026-01-17', name: 'Founders’ day', calendar: 'Here', people: [{ id: a.id }] },
  ])
})
