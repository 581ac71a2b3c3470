import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dissolveTeam } from '@bellwether/contract/people.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>
type Rule = Omit<pager.RoutingRule, 'outcome'> & { outcome: object }

const setRules = ({ id }: Source, ...rules: Rule[]) =>
  world.ana.call(pager.setRouting, { params: { id }, body: { rules: rules as pager.RoutingRule[] } })
const about = (value: string) => [{ field: 'title' as const, op: 'contains' as const, value }]
const onDisk = (outcome: object): Rule => ({ name: 'Disks', where: about('disk'), outcome })
const kindsOf = (page: pager.Page) => page.entries.map(({ kind }) => kind)

describe('a rule', () => {
  test('pages another team, and only for what fits', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    await setRules(source, onDisk({ kind: 'page', team: other.team.id }))
    await enqueue(source, 'a', { summary: 'Disk is full' })
    await enqueue(source, 'b', { summary: 'CPU is hot' })
    const [cpu, disk] = (await alertsOf(source)).toSorted((a, b) => a.title.localeCompare(b.title))
    expect((await pageOf(disk?.pageId)).team?.id).toBe(other.team.id)
    expect((await pageOf(cpu?.pageId)).team?.id).toBe(source.team.id)
  })

  test('whose team is dissolved pages that of the source', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    await setRules(source, onDisk({ kind: 'page', team: other.team.id, urgency: 'low' }))
    await world.ana.call(dissolveTeam, { params: { id: other.team.id } })
    await enqueue(source, 'a', { summary: 'Disk is full' })
    const [alert] = await alertsOf(source)
    expect(await pageOf(alert?.pageId)).toMatchObject({ team: { id: source.team.id }, urgency: 'low' })
  })

  test('pages nobody, and keeps the alert', async () => {
    const source = await givenSource()
    await setRules(source, onDisk({ kind: 'quiet' }))
    await enqueue(source, 'a', { summary: 'Disk is full' })
    expect(await alertsOf(source)).toMatchObject([{ state: 'open', pageId: null, kept: 'quiet' }])
    // Changed rules count from the next event on, also for what is open.
    await setRules(source)
    await enqueue(source, 'a', { summary: 'Disk is full' })
    expect(await alertsOf(source)).toMatchObject([{ count: 2, pageId: expect.any(String), kept: null }])
  })

  test('says how urgent it is, whatever the severity', async () => {
    const source = await givenSource()
    await setRules(source, onDisk({ kind: 'page', urgency: 'low' }))
    await enqueue(source, 'a', { summary: 'Disk is full', severity: 'critical' })
    await enqueue(source, 'a', { summary: 'Disk is full', severity: 'critical' })
    const [alert] = await alertsOf(source)
    expect(await pageOf(alert?.pageId)).toMatchObject({ urgency: 'low', nextAt: null })
  })

  test('groups: one page while it has not ended, and that is all of theirs', async () => {
    const source = await givenSource()
    await setRules(source, onDisk({ kind: 'page', isGrouped: true }))
    for (const key of ['a', 'b', 'c']) await enqueue(source, key, { summary: `Disk ${key} is full` })
    const pages = new Set((await alertsOf(source)).map(({ pageId }) => pageId))
    expect(pages.size).toBe(1)
    const [id = ''] = [...pages].map(String)
    expect(await pageOf(id)).toMatchObject({ title: 'Disk a is full', body: expect.stringContaining('“Disks”') })
    // Its sender has one of them: the others still ring.
    await enqueue(source, 'a', undefined, 'acknowledge')
    expect((await pageOf(id)).state).toBe('open')
    await world.ana.call(pager.acknowledgePage, { params: { id } })
    await enqueue(source, 'd', { summary: 'Disk d is full' })
    expect((await alertsOf(source)).map(({ state, pageId }) => [state, pageId])).toEqual(
      Array(4).fill(['acknowledged', id]),
    )
    for (const key of ['a', 'b', 'c']) await enqueue(source, key, undefined, 'resolve')
    expect((await pageOf(id)).state).toBe('acknowledged')
    await enqueue(source, 'd', undefined, 'resolve')
    expect((await pageOf(id)).state).toBe('resolved')
    await enqueue(source, 'a', { summary: 'Disk a is full' })
    expect(new Set((await alertsOf(source)).map(({ pageId }) => pageId)).size).toBe(2)
  })

  test('groups: what cannot wait is not hidden under what somebody has and can wait', async () => {
    const source = await givenSource()
    await setRules(source, onDisk({ kind: 'page', isGrouped: true }))
    await enqueue(source, 'a', { summary: 'Disk a', severity: 'warning' })
    const [{ pageId: first } = { pageId: null }] = await alertsOf(source)
    await enqueue(source, 'b', { summary: 'Disk b', severity: 'error' })
    expect(kindsOf(await pageOf(first))).toContain('raised')
    await enqueue(source, 'a', undefined, 'resolve')
    await enqueue(source, 'b', undefined, 'resolve')
    await enqueue(source, 'c', { summary: 'Disk c', severity: 'warning' })
    const low = (await alertsOf(source)).find(({ state }) => state === 'open')?.pageId ?? ''
    await world.ana.call(pager.acknowledgePage, { params: { id: low } })
    await enqueue(source, 'd', { summary: 'Disk d', severity: 'error' })
    const high = (await alertsOf(source)).find(({ key }) => key === 'd')
    expect(high?.pageId).not.toBe(low)
    expect(await pageOf(high?.pageId)).toMatchObject({ state: 'open', urgency: 'high' })
  })

  test('two of one group that come at once are one page', async () => {
    const source = await givenSource()
    await setRules(source, { name: 'All', where: [], outcome: { kind: 'page', isGrouped: true } })
    await Promise.all(Array.from({ length: 12 }, (_, n) => enqueue(source, `k${n}`, { summary: `Disk ${n}` })))
    expect(new Set((await alertsOf(source)).map(({ pageId }) => pageId)).size).toBe(1)
  })
})

describe('the rules of a source', () => {
  test('are read as they were written, and keep their ids', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    const written = await setRules(source, onDisk({ kind: 'quiet' }), {
      name: 'All',
      where: [],
      outcome: { kind: 'page' },
    })
    expect(written.rules.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Disks', { kind: 'quiet' }],
      ['All', { kind: 'page', team: null, urgency: null, isGrouped: false }],
    ])
    expect(await world.ana.call(pager.getRouting, { params: { id: source.id } })).toEqual(written)
    const turned = await setRules(source, ...written.rules.toReversed())
    expect(turned.rules.map(({ id }) => id)).toEqual(written.rules.map(({ id }) => id).toReversed())
    const copied = await setRules(other, ...written.rules)
    expect(copied.rules.map(({ id }) => id)).not.toEqual(written.rules.map(({ id }) => id))
  })

  test.each([
    ['a team that there is not', { outcome: { kind: 'page', team: randomUUID() } }, '/rules/0/outcome/team'],
    [
      'a word that is no severity',
      { where: [{ field: 'severity', op: 'is', value: 'crit' }] },
      '/rules/0/where/0/value',
    ],
    ['nothing to look for', { where: [{ field: 'title', op: 'is', value: ' ' }] }, '/rules/0/where/0/value'],
  ])('with %s are refused', async (_, over, pointer) => {
    const { id } = await givenSource()
    const rules = [{ ...onDisk({ kind: 'quiet' }), ...over }] as pager.RoutingRule[]
    for (const route of [pager.setRouting, pager.tryRouting]) {
      const { status, problem } = await world.ana.refused(route, { params: { id }, body: { rules } })
      expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer])
    }
  })

  test('of no source are not found', async () => {
    const params = { id: randomUUID() }
    expect((await world.ana.refused(pager.getRouting, { params })).status).toBe(404)
    expect((await world.ana.refused(pager.setRouting, { params, body: { rules: [] } })).status).toBe(404)
    expect((await world.ana.refused(pager.tryRouting, { params, body: { rules: [] } })).status).toBe(404)
  })
})

test('rules are tried on what came, and nothing is done', async () => {
  const [source, other] = [await givenSource(), await givenSource()]
  for (const key of ['a', 'b', 'c']) await enqueue(source, key, { summary: `Disk ${key} is full` })
  await enqueue(source, 'd', { summary: 'Backup is late', severity: 'warning' })
  await enqueue(source, 'e', { summary: 'Hello', severity: 'info' })
  const rules: pager.RoutingRule[] = [
    {
      name: 'Disks',
      where: about('disk'),
      outcome: { kind: 'page', team: other.team.id, urgency: null, isGrouped: true },
    },
    { name: 'Backups', where: about('backup'), outcome: { kind: 'quiet' } },
  ]
  const input = { params: { id: source.id }, body: { rules, hours: 24 } }
  const [ownTeam, otherTeam] = [source.team, other.team].map((team) => expect.objectContaining({ id: team.id }))
  expect(await world.ana.call(pager.tryRouting, input)).toEqual({
    alerts: 5,
    isCut: false,
    rules: [
      { alerts: 3, titles: expect.arrayContaining(['Disk a is full', 'Disk b is full', 'Disk c is full']) },
      { alerts: 1, titles: ['Backup is late'] },
    ],
    byNone: { alerts: 1, titles: ['Hello'] },
    would: { pages: 1, quiet: 2, ofTeams: [{ team: otherTeam, high: 1, low: 0 }] },
    were: { pages: 4, quiet: 1, ofTeams: [{ team: ownTeam, high: 3, low: 1 }] },
  })
  expect((await world.ana.call(pager.getRouting, { params: { id: source.id } })).rules).toEqual([])
  await world.forward({ minutes: 180 })
  const later = await world.ana.call(pager.tryRouting, { ...input, body: { rules, hours: 2 } })
  expect([later.alerts, later.would.pages]).toEqual([0, 0])
})
