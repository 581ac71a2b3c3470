import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'
import { pageAfterMaintenance } from '../pager.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

const later = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
const ofTeam = ({ team }: Source) => ({ kind: 'team' as const, team: team.slug })
const ofSource = ({ id }: Source) => ({ kind: 'source' as const, source: id })
type Of = ReturnType<typeof ofTeam> | ReturnType<typeof ofSource>
const add = (of: Of, over: { from?: string; until?: string } = {}) =>
  world.ana.call(pager.addMaintenance, { body: { of, from: null, until: later(60), note: 'Database move', ...over } })
const end = (id: string) => world.ana.call(pager.endMaintenance, { params: { id } })
const byKey = (alerts: readonly pager.Alert[]) => alerts.toSorted((one, other) => one.key.localeCompare(other.key))
const listed = async (id: string) =>
  (await world.ana.call(pager.listMaintenance, {})).items.find((one) => one.id === id)

describe('while a maintenance is under way', () => {
  test.each([
    ['the source', ofSource],
    ['its team', ofTeam],
  ])('of %s, alerts are kept and page nobody; what is open at its end pages then', async (_, of) => {
    const source = await givenSource()
    const { id } = await add(of(source))
    await enqueue(source, 'a', { summary: 'Disk a' })
    await enqueue(source, 'b', { summary: 'Disk b' })
    await enqueue(source, 'b', {}, 'resolve')
    await enqueue(source, 'i', { summary: 'Hello', severity: 'info' })
    const before = await alertsOf(source)
    expect(byKey(before).map(({ key, pageId, kept, state }) => [key, pageId, kept, state])).toEqual([
      ['a', null, 'maintenance', 'open'],
      ['b', null, 'maintenance', 'resolved'],
      ['i', null, null, 'open'],
    ])
    expect(await listed(id)).toMatchObject({ isUnderWay: true, heldAlerts: 1, note: 'Database move' })
    await world.forward({ minutes: 59 })
    expect((await alertsOf(source)).every(({ pageId }) => pageId === null)).toBe(true)
    await world.forward({ minutes: 2 })
    const paged = (await alertsOf(source)).filter(({ pageId }) => pageId !== null)
    expect(paged).toMatchObject([{ key: 'a', kept: null }])
    const page = await pageOf(paged[0]?.pageId)
    expect(page).toMatchObject({ title: 'Disk a', state: 'open', team: { slug: source.team.slug } })
    expect(page.body).toMatch(/^It came during a maintenance, and is open still\.\n/)
    expect(await listed(id)).toBeUndefined()
  })

  test('other sources page, and so does what rang before', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    await enqueue(source, 'before', { severity: 'warning' })
    await add(ofSource(source))
    await enqueue(source, 'before', { severity: 'critical' })
    const [alert] = await alertsOf(source)
    expect(await pageOf(alert?.pageId)).toMatchObject({ state: 'open', urgency: 'high' })
    await enqueue(other, 'a')
    expect((await alertsOf(other))[0]?.pageId).not.toBeNull()
  })

  test('ending it early pages for what is open, by the rules there are', async () => {
    const source = await givenSource()
    const { id } = await add(ofTeam(source))
    await enqueue(source, 'a', { summary: 'Disk a' })
    await enqueue(source, 'b', { summary: 'CPU b' })
    const where = [{ field: 'title' as const, op: 'contains' as const, value: 'cpu' }]
    const rules = [{ name: 'CPU', where, outcome: { kind: 'quiet' as const } }]
    await world.ana.call(pager.setRouting, { params: { id: source.id }, body: { rules } })
    expect(await end(id)).toEqual({ heldAlerts: 2 })
    await world.forward({ seconds: 10 })
    const after = byKey(await alertsOf(source)).map(({ key, pageId, kept }) => [key, pageId !== null, kept])
    expect(after).toEqual([
      ['a', true, null],
      ['b', false, 'quiet'],
    ])
    expect((await world.ana.refused(pager.endMaintenance, { params: { id } })).status).toBe(404)
  })

  test('another one that is under way still holds what the first held', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source))
    const { id: other } = await add(ofTeam(source), { until: later(120) })
    await enqueue(source, 'a')
    await end(id)
    await world.forward({ minutes: 61 })
    expect((await alertsOf(source))[0]).toMatchObject({ pageId: null, kept: 'maintenance' })
    await end(other)
    await world.forward({ seconds: 10 })
    expect((await alertsOf(source))[0]?.pageId).not.toBeNull()
  })

  describe('and a rule sends alerts of a source to another team', () => {
    async function givenRouted() {
      const [source, other] = [await givenSource(), await givenSource()]
      const where = [{ field: 'title' as const, op: 'contains' as const, value: 'net' }]
      const outcome = { kind: 'page' as const, team: other.team.id, urgency: null, isGrouped: false }
      await setRules(source, [{ name: 'Network', where, outcome }])
      return { source, other }
    }
    const setRules = (source: Source, rules: pager.RoutingRule[]) =>
      world.ana.call(pager.setRouting, { params: { id: source.id }, body: { rules } })
    const kept = async (source: Source) => byKey(await alertsOf(source)).map(({ kept }) => kept)

    test.each([
      ['the source holds both', (one: { source: Source }) => ofSource(one.source), ['maintenance', 'maintenance']],
      [
        'its own team holds what pages that team',
        (one: { source: Source }) => ofTeam(one.source),
        ['maintenance', null],
      ],
      ['the other team holds what pages it', (one: { other: Source }) => ofTeam(one.other), [null, 'maintenance']],
    ])('that of %s', async (_, of, expected) => {
      const given = await givenRouted()
      const { id } = await add(of(given))
      await enqueue(given.source, 'disk', { summary: 'Disk' })
      await enqueue(given.source, 'net', { summary: 'Net' })
      expect(await kept(given.source)).toEqual(expected)
      expect((await listed(id))?.heldAlerts).toBe(expected.filter((one) => one !== null).length)
      await world.forward({ minutes: 1 })
      expect(await kept(given.source)).toEqual(expected)
      await end(id)
      await world.forward({ seconds: 10 })
      const pages = await Promise.all(byKey(await alertsOf(given.source)).map(({ pageId }) => pageOf(pageId)))
      expect(pages.map(({ team }) => team?.id)).toEqual([given.source.team.id, given.other.team.id])
    })

    test.each([
      [
        'the source pages now',
        (source: Source, other: Source) =>
          world.ana.call(pager.changeAlertSource, {
            params: { id: source.id },
            body: { team: other.team.slug, name: 'Moved' },
          }),
      ],
      [
        'its rules page now',
        (source: Source, other: Source) =>
          setRules(source, [
            { name: 'All', where: [], outcome: { kind: 'page', team: other.team.id, urgency: null, isGrouped: false } },
          ]),
      ],
    ])('what was held for it is not held for the team that %s', async (_, change) => {
      const [source, other] = [await givenSource(), await givenSource()]
      await add(ofTeam(source), { until: later(24 * 60) })
      await enqueue(source, 'disk', { summary: 'Disk' })
      await world.forward({ seconds: 10 })
      expect(await kept(source)).toEqual(['maintenance'])
      await change(source, other)
      await world.forward({ seconds: 10 })
      expect(await pageOf((await alertsOf(source))[0]?.pageId)).toMatchObject({ team: { id: other.team.id } })
    })

    test('at its end, what rules send now to a team that is maintained waits for that one', async () => {
      const { source, other } = await givenRouted()
      const [{ id: first }, { id: second }] = [await add(ofTeam(source)), await add(ofTeam(other))]
      await enqueue(source, 'disk', { summary: 'Disk' })
      await setRules(source, [
        { name: 'All', where: [], outcome: { kind: 'page', team: other.team.id, urgency: null, isGrouped: false } },
      ])
      await end(first)
      await world.forward({ seconds: 10 })
      expect([await kept(source), (await listed(second))?.heldAlerts]).toEqual([['maintenance'], 1])
      await end(second)
      await world.forward({ seconds: 10 })
      expect(await pageOf((await alertsOf(source))[0]?.pageId)).toMatchObject({ team: { id: other.team.id } })
    })
  })

  test('one that cannot be paged holds up no other, and is paged once it can be', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source))
    for (const key of ['a', 'broken', 'c']) await enqueue(source, key, { summary: `Disk ${key}` })
    await world.sql(`create function break_page() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`)
    await world.sql(`create trigger break_page before insert on pager.pages for each row
      when (new.title = 'Disk broken') execute function break_page()`)
    await end(id)
    await world.forward({ seconds: 10 })
    const paged = async () => byKey(await alertsOf(source)).map(({ pageId }) => pageId !== null)
    expect(await paged()).toEqual([true, false, true])
    await world.sql('drop trigger break_page on pager.pages')
    await world.forward({ seconds: 10 })
    expect(await paged()).toEqual([true, true, true])
  })

  test('two who look at its end page once for each', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source))
    for (let n = 0; n < 8; n += 1) await enqueue(source, `k${n}`, { summary: `Disk ${n}` })
    await end(id)
    const look = () => pageAfterMaintenance(world.app.contextFor('pager.end-maintenance'))
    await Promise.all([look(), look(), look()])
    const [row] = await world.sql(`select count(*)::int as pages from pager.pages where team_id = '${source.team.id}'`)
    expect(row).toEqual({ pages: 8 })
  })

  test('a storm that was held is ten pages at its end', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source))
    for (let n = 0; n < 30; n += 1) await enqueue(source, `k${n}`, { summary: `Disk ${n}` })
    await world.forward({ minutes: 10 })
    await end(id)
    await world.forward({ seconds: 10 })
    expect(new Set((await alertsOf(source)).map(({ pageId }) => pageId)).size).toBe(10)
  })

  test('of a source that was removed nothing pages', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source))
    await enqueue(source, 'a')
    await world.ana.call(pager.removeAlertSource, { params: { id: source.id } })
    await end(id)
    await world.forward({ seconds: 10 })
    const pages = await world.sql(`select 1 from pager.alerts where source_id = '${source.id}' and page_id is not null`)
    expect(pages).toEqual([])
  })
})

describe('a maintenance', () => {
  test('to come holds nothing until it begins', async () => {
    const source = await givenSource()
    const { id } = await add(ofSource(source), { from: later(30), until: later(90) })
    expect(await listed(id)).toMatchObject({ isUnderWay: false })
    await enqueue(source, 'a')
    expect((await alertsOf(source))[0]?.pageId).not.toBeNull()
    await world.forward({ minutes: 31 })
    await enqueue(source, 'b')
    expect((await alertsOf(source)).find(({ key }) => key === 'b')?.kept).toBe('maintenance')
  })

  test.each([
    ['that ends before it begins', { from: 20, until: 10 }],
    ['that is over', { from: -20, until: -10 }],
    ['of more than 30 days', { from: 0, until: 31 * 1440 }],
  ])('%s is refused', async (_, { from, until }) => {
    const source = await givenSource()
    const body = { of: ofSource(source), from: later(from), until: later(until), note: 'Never' }
    const { status, problem } = await world.ana.refused(pager.addMaintenance, { body })
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '/until'])
  })

  test('of nothing is refused', async () => {
    for (const whose of [ofSource({ id: randomUUID() } as Source), { kind: 'team' as const, team: 'none' }])
      expect(
        (
          await world.ana.refused(pager.addMaintenance, {
            body: { of: whose, from: null, until: later(60), note: 'x' },
          })
        ).status,
      ).toBe(404)
    expect((await world.ana.refused(pager.endMaintenance, { params: { id: randomUUID() } })).status).toBe(404)
  })
})
