import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson } from '@bellwether/contract/people.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { type GivenTeam, hoursOf, layerOf, rotaBuilders, written } from './pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenTeam, add, paged, subjects } = rotaBuilders(() => world)
const rotasOf = async (team: GivenTeam) => (await world.ana.call(pager.listRotas, { query: { team: team.slug } })).items

describe('several rotas of a team', () => {
  test('page everyone whom one of them has on call, each person once', async () => {
    const team = await givenTeam(4)
    const [a, b, c] = team.people as [Caller, Caller, Caller]
    await add(team, 'Days', a, b)
    await add(team, 'Nights', c, b)
    await add(team, 'Leads', a)
    expect((await rotasOf(team)).map((one) => [one.name, one.onCall?.id])).toEqual([
      ['Days', a.id],
      ['Leads', a.id],
      ['Nights', c.id],
    ])
    expect(await paged(team)).toEqual([0, 2])
    expect(subjects(team.mail(0))).toEqual(['Page: Fire'])
  })

  test('page on without one that was removed; who had turns on it is told, and the past stays', async () => {
    const team = await givenTeam(3)
    const [a, b, c] = team.people as [Caller, Caller, Caller]
    await add(team, 'Days', a)
    const nights = await add(team, 'Nights', b, c)
    const removed = await world.ana.call(pager.removeRota, { params: { id: nights.id } })
    expect(removed).toEqual({
      told: expect.arrayContaining([b, c].map(({ id }) => expect.objectContaining({ id }))),
      onCall: [expect.objectContaining({ id: a.id })],
    })
    expect(await paged(team)).toEqual([0])
    expect(world.mailbox.to(team.mail(1))[0]?.text).toMatch(/"Nights" .*\n[^]*Now:\n {2}none in the next eight weeks/)
    expect((await rotasOf(team)).map((one) => one.name)).toEqual(['Days'])
    expect(await world.sql(`select 1 from pager.rota_versions where rota_id = '${nights.id}'`)).toHaveLength(2)
    expect((await world.ana.refused(pager.removeRota, { params: { id: nights.id } })).status).toBe(404)
    // Its name is free again.
    await add(team, 'Nights', c)
  })

  test('when the last one is removed the whole team is paged, as without any', async () => {
    const team = await givenTeam(2)
    const { id } = await add(team, 'Days', team.people[0]!)
    expect((await world.ana.call(pager.removeRota, { params: { id } })).onCall).toEqual([])
    expect(await paged(team)).toEqual([0, 1])
  })

  test('differ in their names, whoever adds or renames them at once', async () => {
    const team = await givenTeam(1)
    const [a] = team.people as [Caller]
    const body = { team: team.slug, ...written('Days', a) }
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const added = await Promise.all([0, 1, 2].map(() => world.ana.raw(pager.addRota.path, init)))
    expect(added.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    const nights = await add(team, 'Nights', a)
    const rename = (name: string) => ({ params: { id: nights.id }, body: written(name, a) })
    const { status, problem } = await world.ana.refused(pager.changeRota, rename('Days'))
    expect([status, problem.detail]).toEqual([409, 'The team has a rota "Days".'])
    expect(await world.ana.call(pager.changeRota, rename('Evenings'))).toMatchObject({ name: 'Evenings', told: [] })
    // Who renames it begins nobody's turn anew.
    const count = async (): Promise<unknown> =>
      world.sql(`select count(*) from pager.rota_versions where rota_id = '${nights.id}'`)
    const before = await count()
    world.clock.advance(86_400_000)
    await world.ana.call(pager.changeRota, rename('Evenings'))
    expect(await count()).toEqual(before)
  })

  test('lose somebody who left, each of them, and the administrators read of every one', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    await add(team, 'Days', a, b)
    await add(team, 'Nights', a)
    await world.ana.call(deactivatePerson, { params: { id: a.id } })
    await world.settle()
    expect((await rotasOf(team)).map((one) => [one.name, one.onCall?.id ?? null])).toEqual([
      ['Days', b.id],
      ['Nights', null],
    ])
    const mails = world.mailbox.to('ana@staff.test')
    const text = mails.findLast(({ subject }) => subject?.endsWith('left these rotas'))?.text ?? ''
    expect(text).toContain('Days: 1 person stays on the rota.')
    expect(text).toContain('Nights: NOBODY is on the rota any more.')
  })

  test('are listed a page at a time, those of a team together', async () => {
    const list = async (cursor?: string): Promise<string[]> => {
      const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) }
      const { items, nextCursor } = await world.ana.call(pager.listRotas, { query })
      const names = items.map((one) => `${one.team.id} ${one.name}`)
      return nextCursor === null ? names : [...names, ...(await list(nextCursor))]
    }
    const paths = await list()
    expect(paths.length).toBeGreaterThan(5)
    expect(paths).toEqual([...new Set(paths)].toSorted())
  })
})

describe('a rota', () => {
  test('shows who is on call now and the shifts of four weeks, whoever’s turn it is', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    await add(team, 'On call', a, b)
    const [rota] = await rotasOf(team)
    expect(rota).toMatchObject({
      work: { slug: 'paging', name: 'Paging' },
      onCall: { id: a.id },
      until: '2026-01-19T08:00:00.000Z',
      next: { person: { id: b.id }, startsAt: '2026-01-19T08:00:00.000Z' },
    })
    expect(rota?.shifts.map((one) => one.person.id)).toEqual([a, b, a, b, a].map(({ id }) => id))
    // Nobody was on call before somebody wrote it.
    expect(rota?.shifts[0]).toMatchObject({ startsAt: '2026-01-17T18:30:00.000Z', endsAt: '2026-01-19T08:00:00.000Z' })
    for (const [position, shift] of (rota?.shifts ?? []).entries()) {
      if (position > 0) expect(shift.startsAt).toBe(rota?.shifts[position - 1]?.endsAt)
    }
  })

  test('that is changed replaces its former turns, and tells whose shifts moved', async () => {
    const team = await givenTeam(2)
    const [a, b] = team.people as [Caller, Caller]
    const { id } = await add(team, 'On call', a)
    const daily = { ...layerOf(b), turn: { unit: 'day' as const }, timeZone: 'UTC', handOverTime: '00:00' }
    const body = { name: 'On call', layers: [daily] }
    const { told } = await world.ana.call(pager.changeRota, { params: { id }, body })
    expect(told.map((one) => one.id).toSorted()).toEqual([a.id, b.id].toSorted())
    expect(await rotasOf(team)).toMatchObject([
      { id, layers: [{ turn: { every: 1, unit: 'day' } }], onCall: { id: b.id } },
    ])
  })

  test.each([
    ['a zone that is none', { timeZone: 'Middle/Earth' }, '/timeZone'],
    ['somebody who is not on staff', { people: ['6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f'] }, '/people/0'],
    ['nobody on it', { people: [] }, '/people'],
    ['an hour that is none', { handOverTime: '24:00' }, '/handOverTime'],
    ['a day that is none', { startsOn: '2026-02-30' }, '/startsOn'],
    ['a day of another age', { startsOn: '0001-01-01' }, '/startsOn'],
    ['turns that divide no day', { turn: { every: 5, unit: 'hour' as const } }, '/turn/every'],
    ['hours that end before they begin', { hours: [hoursOf('17:00', '09:00', 0)] }, '/hours/0/until'],
    ['a layer of another rota', { id: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' }, '/id'],
  ])('with %s is refused, new or changed', async (_, over, pointer) => {
    const team = await givenTeam(1)
    const { id } = await add(team, 'Right', team.people[0]!)
    const body = { name: 'Wrong', layers: [{ ...layerOf(team.people[0]!), ...over }] }
    const added = await world.ana.refused(pager.addRota, { body: { team: team.slug, ...body } })
    const changed = await world.ana.refused(pager.changeRota, { params: { id }, body })
    for (const { problem } of [added, changed])
      expect(problem.errors).toMatchObject([{ pointer: `/layers/0${pointer}` }])
    expect((await rotasOf(team)).map((one) => one.name)).toEqual(['Right'])
  })

  test('is kept by administrators', async () => {
    const team = await givenTeam(1)
    const [a] = team.people as [Caller]
    const { id } = await add(team, 'On call', a)
    const body = written('On call', a)
    expect((await a.refused(pager.addRota, { body: { team: team.slug, ...body } })).status).toBe(403)
    expect((await a.refused(pager.changeRota, { params: { id }, body })).status).toBe(403)
    expect((await a.refused(pager.removeRota, { params: { id } })).status).toBe(403)
  })
})
