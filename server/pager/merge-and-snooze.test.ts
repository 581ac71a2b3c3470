import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { alertBuilders } from './pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

/** The page of a new alert. */
async function givenPage(source: Source, key: string, severity = 'critical'): Promise<pager.Page> {
  await enqueue(source, key, { summary: `Disk ${key}`, severity })
  return pageOf((await alertsOf(source)).find((alert) => alert.key === key && alert.state === 'open')?.pageId)
}
const merge = (from: pager.Page, into: { id: string }, over: { isOtherTeamMeant?: boolean } = {}) => ({
  params: { id: from.id },
  body: { into: into.id, isOtherTeamMeant: false, ...over },
})
const merged = (...of: Parameters<typeof merge>) => world.ana.call(pager.mergePage, merge(...of))
const refused = (...of: Parameters<typeof merge>) => world.ana.refused(pager.mergePage, merge(...of))
async function givenTest(): Promise<pager.Page> {
  const own = await world.person(`T${randomUUID().slice(0, 8)}`)
  return own.call(pager.sendTestPage, { params: { id: own.id } })
}
const byHand = (team: string) =>
  world.ana.call(pager.openPage, { body: { team, title: 'By hand', body: '', urgency: 'high' } })

describe('a page that is merged into another', () => {
  test('ends, and its alerts are on the other, which ends with the last of them', async () => {
    const source = await givenSource()
    const [one, other] = [await givenPage(source, 'a'), await givenPage(source, 'b')]
    const ended = await merged(one, other)
    expect(ended).toMatchObject({ state: 'resolved' })
    expect(ended.entries.at(-1)).toMatchObject({
      kind: 'merged',
      person: { name: 'Ana' },
      page: { id: other.id, title: 'Disk b' },
      text: '',
    })
    expect((await pageOf(other.id)).entries.at(-1)).toMatchObject({ kind: 'took-in', page: { id: one.id } })
    expect((await alertsOf(source)).map(({ pageId, state }) => [pageId, state])).toEqual(
      Array(2).fill([other.id, 'open']),
    )
    await enqueue(source, 'b', {}, 'resolve')
    expect((await pageOf(other.id)).state).toBe('open')
    await enqueue(source, 'a', {}, 'resolve')
    expect((await pageOf(other.id)).state).toBe('resolved')
  })

  test('gives its alerts to whoever has the other', async () => {
    const source = await givenSource()
    const [one, other] = [await givenPage(source, 'a'), await givenPage(source, 'b')]
    await world.ana.call(pager.acknowledgePage, { params: { id: other.id } })
    await merged(one, other)
    expect(new Set((await alertsOf(source)).map(({ state }) => state))).toEqual(new Set(['acknowledged']))
  })

  test('raises the other where that could wait', async () => {
    const source = await givenSource()
    const [one, other] = [await givenPage(source, 'a'), await givenPage(source, 'b', 'warning')]
    await merged(one, other)
    expect(await pageOf(other.id)).toMatchObject({ urgency: 'high', state: 'open' })
  })

  test('while a batch ends the alerts of both ends as well, without a deadlock', async () => {
    for (let round = 0; round < 8; round += 1) {
      const source = await givenSource()
      const send = (disks: readonly string[], over: { endsAt?: Date } = {}) =>
        fetch(`${source.alertmanagerUrl}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(disks.map((disk) => ({ labels: { alertname: 'Full', disk }, ...over }))),
        })
      await send(['a', 'b'])
      const endsAt = new Date(world.clock.now().getTime() - 1_000)
      const [one, two] = await Promise.all((await alertsOf(source)).map(({ pageId }) => pageOf(pageId)))
      if (!one || !two) throw new Error('two alerts opened no two pages')
      await Promise.allSettled([
        send(['a', 'b'], { endsAt }),
        merged(one, two),
        merged(two, one),
        send(['b', 'a'], { endsAt }),
      ])
      for (const { id } of [one, two]) expect((await pageOf(id)).state).toBe('resolved')
    }
    const [row] = await world.sql<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    )
    expect(row?.deadlocks).toBe(0)
  }, 60_000)

  test('while alerts of both groups come, without a deadlock', async () => {
    const deadlocks = async () =>
      (
        await world.sql<{ count: number }>(
          'select deadlocks::int as count from pg_stat_database where datname = current_database()',
        )
      )[0]?.count
    const before = await deadlocks()
    for (let round = 0; round < 8; round += 1) {
      const source = await givenSource()
      const groups = ['one', 'two'].map((name) => ({
        name,
        where: [{ field: 'title' as const, op: 'contains' as const, value: name }],
        outcome: { kind: 'page' as const, isGrouped: true },
      }))
      await world.ana.call(pager.setRouting, { params: { id: source.id }, body: { rules: groups } })
      const send = (...names: string[]) =>
        fetch(`${source.alertmanagerUrl}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(names.map((alertname) => ({ labels: { alertname, disk: randomUUID() } }))),
        })
      await send('one', 'two')
      const [one, two] = await Promise.all((await alertsOf(source)).map(({ pageId }) => pageOf(pageId)))
      if (!one || !two) throw new Error('two groups opened no two pages')
      const storm = [send('one', 'two'), send('two', 'one'), send('one', 'two'), send('two', 'one')]
      await Promise.allSettled([...storm, merged(one, two), merged(two, one)])
      expect((await alertsOf(source)).every(({ pageId }) => pageId !== null)).toBe(true)
    }
    expect(await deadlocks()).toBe(before)
  }, 60_000)

  test('may be of another source: none of them ends what the other still has', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    const [one, two] = [await givenPage(source, 'a'), await givenPage(other, 'b')]
    expect((await refused(one, two)).status).toBe(409)
    await merged(one, two, { isOtherTeamMeant: true })
    await world.ana.call(pager.removeAlertSource, { params: { id: other.id } })
    expect((await pageOf(two.id)).state).toBe('open')
    await Promise.all([enqueue(source, 'a', {}, 'resolve'), enqueue(source, 'a', {}, 'resolve')])
    expect((await pageOf(two.id)).state).toBe('resolved')
  })

  test('two sources that resolve their last alerts at once end it', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [source, other] = [await givenSource(), await givenSource()]
      const [one, two] = [await givenPage(source, 'a'), await givenPage(other, 'b')]
      await merged(one, two, { isOtherTeamMeant: true })
      await Promise.all([enqueue(source, 'a', {}, 'resolve'), enqueue(other, 'b', {}, 'resolve')])
      expect((await pageOf(two.id)).state).toBe('resolved')
    }
  })

  test('is refused with itself, with none, with one that has ended, with a test', async () => {
    const source = await givenSource()
    const [one, other] = [await givenPage(source, 'a'), await givenPage(source, 'b')]
    expect(await refused(one, one)).toMatchObject({ status: 400, problem: { errors: [{ pointer: '/into' }] } })
    expect(await refused(one, { id: randomUUID() })).toMatchObject({ status: 400 })
    expect((await refused({ ...one, id: randomUUID() }, other)).status).toBe(404)
    await world.ana.call(pager.resolvePage, { params: { id: other.id } })
    expect((await refused(one, other)).status).toBe(409)
    expect((await refused(other, one)).status).toBe(409)
    const trial = await givenTest()
    expect((await refused(one, trial)).status).toBe(409)
    expect((await refused(trial, one)).status).toBe(409)
    expect((await pageOf(one.id)).state).toBe('open')
  })

  test('by hand goes into one of alerts, and not the other way round', async () => {
    const source = await givenSource()
    const [one, hand] = [await givenPage(source, 'a'), await byHand(source.team.slug)]
    expect((await refused(one, hand)).status).toBe(409)
    expect(await merged(hand, one)).toMatchObject({ state: 'resolved' })
    const [first, second] = [await byHand(source.team.slug), await byHand(source.team.slug)]
    expect(await merged(first, second)).toMatchObject({ state: 'resolved' })
  })

  test('each into the other at once: one of them goes on', async () => {
    const source = await givenSource()
    const [one, other] = [await givenPage(source, 'a'), await givenPage(source, 'b')]
    const outcomes = await Promise.allSettled([merged(one, other), merged(other, one)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const states = [await pageOf(one.id), await pageOf(other.id)].map(({ state }) => state)
    expect(states.toSorted()).toEqual(['open', 'resolved'])
  })
})

describe('a page that is put off', () => {
  test('is acknowledged by whoever says so, and rings anew at its time', async () => {
    const source = await givenSource()
    const { id } = await givenPage(source, 'a')
    const page = await world.ana.call(pager.snoozePage, { params: { id }, body: { minutes: 30 } })
    expect(page).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ana' } })
    expect(page.acknowledgedUntil).toBe(new Date(world.clock.now().getTime() + 30 * 60_000).toISOString())
    expect(page.entries.at(-1)).toMatchObject({ kind: 'snoozed', text: '30', person: { name: 'Ana' } })
    expect((await alertsOf(source))[0]?.state).toBe('acknowledged')
    await world.forward({ minutes: 29 })
    expect((await pageOf(id)).state).toBe('acknowledged')
    await world.forward({ minutes: 2 })
    const anew = await pageOf(id)
    expect(anew).toMatchObject({ state: 'open', acknowledgedBy: null })
    expect(anew.entries.find(({ kind }) => kind === 'timed-out')?.text).toBe('snoozed')
    // Nobody has its alert any more.
    expect((await alertsOf(source))[0]?.state).toBe('open')
  })

  test('by somebody else, or for longer, is theirs', async () => {
    const source = await givenSource()
    const { id } = await givenPage(source, 'a')
    const bo = await world.person('Bo', { teams: [source.team.slug] })
    await world.ana.call(pager.acknowledgePage, { params: { id } })
    const page = await bo.call(pager.snoozePage, { params: { id }, body: { minutes: 5 } })
    expect(page).toMatchObject({ acknowledgedBy: { name: 'Bo' } })
    expect(page.entries.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1)
    await world.ana.call(pager.resolvePage, { params: { id } })
    await world.forward({ minutes: 10 })
    expect((await pageOf(id)).state).toBe('resolved')
  })

  describe('of a group', () => {
    async function givenGroup({ severity = 'critical', others = [] as string[] } = {}) {
      const source = await givenSource()
      const rules = [{ name: 'All', where: [], outcome: { kind: 'page' as const, isGrouped: true } }]
      await world.ana.call(pager.setRouting, { params: { id: source.id }, body: { rules } })
      const { id } = await givenPage(source, 'a', severity)
      for (const key of others) await enqueue(source, key, { summary: `Disk ${key}`, severity })
      const putOff = (id: string) => world.ana.call(pager.snoozePage, { params: { id }, body: { minutes: 60 } })
      await putOff(id)
      return { source, id, putOff }
    }
    const pagesOf = async (source: Source) => [...new Set((await alertsOf(source)).map(({ pageId }) => pageId ?? ''))]

    test('hides nothing that nobody has looked at: it rings at once, and a storm of it once', async () => {
      const { source, id, putOff } = await givenGroup()
      await Promise.all(Array.from({ length: 30 }, (_, n) => enqueue(source, `k${n}`, { summary: `Disk ${n}` })))
      const [second = '', ...others] = (await pagesOf(source)).filter((one) => one !== id)
      expect(others).toEqual([])
      expect(await pageOf(second)).toMatchObject({ state: 'open' })
      expect((await pageOf(id)).state).toBe('acknowledged')
      await putOff(second)
      await enqueue(source, 'last', { summary: 'Disk last' })
      expect(await pagesOf(source)).toHaveLength(3)
      await world.ana.call(pager.acknowledgePage, { params: { id: (await pagesOf(source))[0] ?? '' } })
      await enqueue(source, 'more', { summary: 'Disk more' })
      expect(await pagesOf(source)).toHaveLength(3)
    })

    test('takes in what was on it and comes again: that was looked at', async () => {
      const { source, id } = await givenGroup({ others: ['b'] })
      await enqueue(source, 'b', {}, 'resolve')
      await enqueue(source, 'b', { summary: 'Disk b' })
      expect(await pagesOf(source)).toEqual([id])
      expect(new Set((await alertsOf(source)).map(({ state }) => state))).toEqual(new Set(['acknowledged', 'resolved']))
      expect((await pageOf(id)).state).toBe('acknowledged')
    })

    test('rings at once where it gets so bad that it cannot wait', async () => {
      const { source, id } = await givenGroup({ severity: 'warning' })
      await enqueue(source, 'a', { severity: 'critical' })
      const page = await pageOf(id)
      expect(page).toMatchObject({ state: 'open', urgency: 'high', acknowledgedBy: null, acknowledgedUntil: null })
      expect(page.entries.at(-1)?.kind).toBe('step')
      expect((await alertsOf(source))[0]?.state).toBe('open')
    })
  })

  test.each([0, 2881])('for %d minutes is refused', async (minutes) => {
    const { id } = await givenPage(await givenSource(), 'a')
    expect((await world.ana.refused(pager.snoozePage, { params: { id }, body: { minutes } })).status).toBe(400)
  })

  test('is refused of what has ended, of a test, and of none', async () => {
    const body = { minutes: 5 }
    const snooze = (id: string) => world.ana.refused(pager.snoozePage, { params: { id }, body })
    const { id } = await givenPage(await givenSource(), 'a')
    await world.ana.call(pager.resolvePage, { params: { id } })
    await world.forward({ minutes: 10 })
    const trial = await givenTest()
    expect((await snooze(id)).status).toBe(409)
    expect((await snooze(trial.id)).status).toBe(409)
    expect((await snooze(randomUUID())).status).toBe(404)
  })
})
