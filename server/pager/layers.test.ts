import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson } from '@bellwether/contract/people.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { hoursOf, layerOf, rotaBuilders, written } from './pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenTeam, add, paged } = rotaBuilders(() => world)

describe('layers', () => {
  const london = (...people: Caller[]) => ({
    ...layerOf(...people),
    timeZone: 'Europe/London',
    hours: [hoursOf('07:00', '19:00', 0)],
  })
  const california = (...people: Caller[]) => ({
    ...layerOf(...people),
    timeZone: 'America/Los_Angeles',
    hours: [hoursOf('11:00', '23:00', 0)],
  })

  test('follow the sun: each office is on in its hours, and the forecast names what the clocks open', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    const layers = [london(a), california(b)]
    const previewed = await world.ana.call(pager.previewRota, { body: { layers } })
    const { id } = await world.ana.call(pager.addRota, { body: { team: team.slug, name: 'Around', layers } })
    const query = { team: team.slug }
    // It is 18:30 in London.
    expect((await world.ana.call(pager.getCover, { query })).people).toMatchObject([{ id: a.id }])
    const at = '2026-01-16T19:00:00.000Z'
    const cover = await world.ana.call(pager.getCover, { query: { ...query, at } })
    expect(cover).toMatchObject({
      people: [{ id: b.id }],
      rotas: [{ name: 'Around', until: '2026-01-17T07:00:00.000Z', next: { person: { id: a.id } } }],
    })
    const forecast = await world.ana.call(pager.forecastRota, { params: { id } })
    expect(forecast.holes.map(({ kind, why, minutes, count }) => [kind, why, minutes, count])).toEqual([
      ['gap', 'clocks', 60, 20],
      ['gap', 'clocks', 60, 8],
      ['overlap', 'clocks', 60, 21],
      ['overlap', 'clocks', 60, 7],
    ])
    expect(forecast.people.map((one) => one.reachedBy)).toEqual([['mail'], ['mail']])
    expect(previewed.forecast.holes).toEqual(forecast.holes)
    const spans = forecast.holes.filter(({ kind }) => kind === 'gap').flatMap((hole) => hole.spans)
    await world.ana.call(pager.addOverrides, { params: { id }, body: { person: a.id, spans } })
    const filled = await world.ana.call(pager.forecastRota, { params: { id } })
    expect(filled.holes.map(({ kind }) => kind)).toEqual(['overlap', 'overlap'])
  })

  test('keep their turns when one is added above, and one that is taken out has nobody', async () => {
    const team = await givenTeam(3)
    const [a, b, c] = team.people as [Caller, Caller, Caller]
    const { id, layers } = await add(team, 'Days', a, b)
    const [layer] = layers
    const kept = { ...layer!, people: [a.id, b.id] }
    const cover = async () => (await world.ana.call(pager.getCover, { query: { team: team.slug } })).people
    const body = { name: 'Days', layers: [{ ...layerOf(c), hours: [hoursOf('00:00', '12:00', 0)] }, kept] }
    const changed = await world.ana.call(pager.changeRota, { params: { id }, body })
    expect(changed.layers.map((one) => one.people[0]?.id)).toEqual([c.id, a.id])
    expect(await cover()).toMatchObject([{ id: a.id }])
    const upmost = { ...changed.layers[0]!, people: [c.id] }
    const alone = { params: { id }, body: { name: 'Days', layers: [upmost] } }
    expect((await world.ana.call(pager.changeRota, alone)).told.map((one) => one.id).toSorted()).toEqual(
      [a.id, b.id].toSorted(),
    )
    expect(await cover()).toEqual([])
  })
})

describe('an override', () => {
  const span = (from: string, to: string) => ({
    startsAt: `2026-01-17T${from}:00.000Z`,
    endsAt: `2026-01-17T${to}:00.000Z`,
  })

  test('puts somebody on call, tells whose shifts move, and can be taken back', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    const { id } = await add(team, 'Days', a)
    const body = { person: b.id, spans: [span('09:00', '10:00')], note: 'A wedding' }
    const { items, told } = await world.ana.call(pager.addOverrides, { params: { id }, body })
    expect(told.map((one) => one.id).toSorted()).toEqual([a.id, b.id].toSorted())
    const query = { from: '2026-01-17T00:00:00.000Z', to: '2026-01-18T00:00:00.000Z' }
    const list = () => world.ana.call(pager.listShifts, { params: { id }, query })
    const before = await list()
    expect(before.shifts.map((one) => one.person.id)).toEqual([a.id, b.id, a.id])
    expect(before.overrides).toMatchObject([{ note: 'A wedding', by: { name: 'Ana' }, person: { id: b.id } }])
    const at = '2026-01-17T09:30:00.000Z'
    const cover = await world.ana.call(pager.getCover, { query: { team: team.slug, at } })
    expect(cover.people.map((one) => one.id)).toEqual([b.id])
    const removal = { params: { id }, body: { overrides: items.map((one) => one.id) } }
    await world.ana.call(pager.removeOverrides, removal)
    expect((await list()).shifts.map((one) => one.person.id)).toEqual([a.id])
    const again = await world.ana.refused(pager.removeOverrides, removal)
    expect(again.status).toBe(404)
  })

  test('with nobody leaves a gap; what was does not change; who leaves covers nothing more', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    const { id } = await add(team, 'Days', a)
    const put = (person: string | null, ...spans: { startsAt: string; endsAt: string }[]) =>
      ({ params: { id }, body: { person, spans } }) as const
    await world.ana.call(pager.addOverrides, put(null, span('09:00', '10:00')))
    await world.ana.call(pager.addOverrides, put(b.id, span('12:00', '13:00')))
    const query = { from: '2026-01-17T00:00:00.000Z', to: '2026-01-18T00:00:00.000Z' }
    const list = () => world.ana.call(pager.listShifts, { params: { id }, query })
    expect((await list()).gaps).toEqual([span('09:00', '10:00')])
    const past = { startsAt: '2026-01-16T10:00:00.000Z', endsAt: '2026-01-16T11:00:00.000Z' }
    const { problem } = await world.ana.refused(pager.addOverrides, put(b.id, past))
    expect(problem.errors).toMatchObject([{ pointer: '/spans/0/endsAt' }])
    await world.ana.call(deactivatePerson, { params: { id: b.id } })
    await world.settle()
    expect((await list()).shifts.map((one) => one.person.id)).toEqual([a.id, a.id])
    const right = await a.refused(pager.addOverrides, put(a.id, span('14:00', '15:00')))
    expect(right.status).toBe(403)
  })
})

describe('work', () => {
  test('that is no paging has rotas of its own, and pages nobody', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    await add(team, 'Days', a)
    const docs = { slug: 'docs-duty', name: 'Docs duty' }
    expect(await world.ana.call(pager.addWork, { body: docs })).toEqual({ ...docs, watchesCustomers: false })
    expect((await world.ana.refused(pager.addWork, { body: docs })).status).toBe(409)
    const body = { team: team.slug, work: 'docs-duty', ...written('Writers', b) }
    await world.ana.call(pager.addRota, { body })
    const query = { team: team.slug, work: 'docs-duty' }
    expect((await world.ana.call(pager.getCover, { query })).people).toMatchObject([{ id: b.id }])
    expect(await paged(team)).toEqual([0])
    const nothing = { team: team.slug, ...written('None', a), work: 'nothing' }
    expect((await world.ana.refused(pager.addRota, { body: nothing })).status).toBe(404)
    const change = { params: { slug: 'docs-duty' }, body: { name: 'Docs' } }
    expect(await world.ana.call(pager.changeWork, change)).toMatchObject({ name: 'Docs', watchesCustomers: false })
  })
})
