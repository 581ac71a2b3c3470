import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
const listed = async (id: string) =>
  (await world.ana.call(pager.listAlertSources, {})).items.find((one) => one.id === id)
const pause = (id: string, isPaused: boolean) =>
  world.ana.call(pager.pauseAlertSource, { params: { id }, body: { isPaused } })
const renew = (id: string, oldKey?: 'works-for-a-day' | 'stops-now') =>
  world.ana.call(pager.renewAlertSourceKey, { params: { id }, body: { ...(oldKey && { oldKey }) } })
const auditsOf = async (id: string) =>
  (
    await world.sql<{ action: string; name: string }>(
      `select action, actor_name as name from platform.audit_entries where about_id = '${id}' order by id`,
    )
  ).map(({ action, name }) => `${name}: ${action}`)

describe('a source that is changed', () => {
  test('is called otherwise and pages another team from then on; what is open stays', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    await enqueue(source, 'before')
    const body = { team: other.team.slug, name: 'Grafana' }
    const changed = await world.ana.call(pager.changeAlertSource, { params: { id: source.id }, body })
    expect(changed).toMatchObject({ id: source.id, name: 'Grafana', team: { slug: other.team.slug }, openAlerts: 1 })
    await enqueue(source, 'after')
    const pages = new Map<string, string>()
    for (const { key, pageId } of await alertsOf(source)) pages.set(key, (await pageOf(pageId)).team?.slug ?? '')
    expect(Object.fromEntries(pages)).toEqual({ before: source.team.slug, after: other.team.slug })
    expect(await auditsOf(source.id)).toEqual(['Ana: pager.add-alert-source', 'Ana: pager.change-alert-source'])
  })

  test('takes no name that its team has given, and may keep its own', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    const change = { params: { id: source.id }, body: { team: other.team.slug, name: 'Prometheus' } }
    const refused = await world.ana.refused(pager.changeAlertSource, change)
    expect(refused).toMatchObject({ status: 409, problem: { errors: [{ pointer: '/name' }] } })
    const same = { team: source.team.slug, name: 'Prometheus' }
    await world.ana.call(pager.changeAlertSource, { params: { id: source.id }, body: same })
  })

  test('takes the maintenance with it that it is in', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    const of = { kind: 'source' as const, source: source.id }
    await world.ana.call(pager.addMaintenance, { body: { of, until, note: 'Move' } })
    const body = { team: other.team.slug, name: 'Moved' }
    await world.ana.call(pager.changeAlertSource, { params: { id: source.id }, body })
    await enqueue(source, 'a')
    expect(await alertsOf(source)).toMatchObject([{ kept: 'maintenance', pageId: null }])
  })
})

describe('a source that is paused', () => {
  test('keeps what comes and pages nobody, says who paused it, and pages what is open once it goes on', async () => {
    const source = await givenSource()
    const at = world.clock.now().toISOString()
    expect(await pause(source.id, true)).toMatchObject({ paused: { since: at, by: { name: 'Ana' } } })
    await enqueue(source, 'a', { summary: 'Disk a' })
    await enqueue(source, 'b')
    await enqueue(source, 'b', {}, 'resolve')
    await world.forward({ minutes: 30 })
    // Who pauses it again did not begin it.
    await pause(source.id, true)
    expect(await listed(source.id)).toMatchObject({ paused: { since: at }, openAlerts: 1, heldAlerts: 1 })
    const before = (await alertsOf(source)).map(({ key, ...alert }) => [key, alert] as const)
    expect(Object.fromEntries(before)).toMatchObject({
      a: { kept: 'paused', pageId: null, state: 'open' },
      b: { kept: 'paused', pageId: null, state: 'resolved' },
    })
    expect(await pause(source.id, false)).toMatchObject({ paused: null })
    await world.forward({ seconds: 20 })
    const [paged, ...others] = (await alertsOf(source)).filter(({ pageId }) => pageId !== null)
    expect([paged?.key, others]).toEqual(['a', []])
    const page = await pageOf(paged?.pageId)
    expect(page).toMatchObject({ title: 'Disk a', state: 'open' })
    expect(page.body).toMatch(/^It came while its source was paused, and is open still\.\n/)
    expect((await auditsOf(source.id)).slice(1)).toEqual([
      'Ana: pager.pause-alert-source',
      'Ana: pager.pause-alert-source',
      'Ana: pager.resume-alert-source',
    ])
  })

  test('makes no page more urgent that is open', async () => {
    const source = await givenSource()
    await enqueue(source, 'a', { severity: 'warning' })
    await pause(source.id, true)
    await enqueue(source, 'a', { severity: 'critical' })
    const [alert] = await alertsOf(source)
    expect(await pageOf(alert?.pageId)).toMatchObject({ state: 'open', urgency: 'low' })
    await pause(source.id, false)
    await enqueue(source, 'a', { severity: 'critical' })
    expect(await pageOf(alert?.pageId)).toMatchObject({ urgency: 'high' })
  })

  test('makes a page more urgent once it goes on, where what rang before is worse by then', async () => {
    const source = await givenSource()
    for (const key of ['worse', 'better', 'over']) await enqueue(source, key, { severity: 'warning' })
    const pages = Object.fromEntries((await alertsOf(source)).map(({ key, pageId }) => [key, pageId]))
    await pause(source.id, true)
    for (const key of ['worse', 'better', 'over']) await enqueue(source, key, { severity: 'critical' })
    await enqueue(source, 'better', { severity: 'warning' })
    await enqueue(source, 'over', {}, 'resolve')
    await world.forward({ seconds: 20 })
    expect(await pageOf(pages['worse'])).toMatchObject({ state: 'open', urgency: 'low' })
    await pause(source.id, false)
    await world.forward({ seconds: 20 })
    expect(await pageOf(pages['worse'])).toMatchObject({ state: 'open', urgency: 'high' })
    expect(await pageOf(pages['better'])).toMatchObject({ state: 'open', urgency: 'low' })
    expect(await pageOf(pages['over'])).toMatchObject({ state: 'resolved', urgency: 'low' })
    const open = (await alertsOf(source)).filter(({ state }) => state === 'open')
    expect(open.map(({ kept }) => kept)).toEqual([null, null])
    expect(await listed(source.id)).toMatchObject({ heldAlerts: 0 })
  })

  test('goes on into a maintenance that is under way, and pages after that', async () => {
    const source = await givenSource()
    await pause(source.id, true)
    await enqueue(source, 'a')
    const until = new Date(world.clock.now().getTime() + 600_000).toISOString()
    const of = { kind: 'source' as const, source: source.id }
    await world.ana.call(pager.addMaintenance, { body: { of, until, note: 'Move' } })
    await pause(source.id, false)
    await world.forward({ minutes: 5 })
    expect(await alertsOf(source)).toMatchObject([{ pageId: null }])
    await world.forward({ minutes: 6 })
    expect((await alertsOf(source))[0]?.pageId).not.toBeNull()
  })
})

describe('a key that is renewed', () => {
  const isTaken = async (key: string, of: string): Promise<boolean> =>
    enqueue({ key }, of).then(
      () => true,
      () => false,
    )

  test('works for a day beside the new one, and its use is seen; the one before that stops', async () => {
    const source = await givenSource()
    const second = await renew(source.id)
    expect(second.key).not.toBe(source.key)
    expect(second.webhookUrl).toContain(second.key)
    expect(second.oldKey).toEqual({ until: isoIn(24 * 60), usedAt: null })
    expect([await isTaken(source.key, 'old'), await isTaken(second.key, 'new')]).toEqual([true, true])
    expect((await listed(source.id))?.oldKey?.usedAt).toBe(world.clock.now().toISOString())
    await world.forward({ minutes: 24 * 60 + 1 })
    expect([await isTaken(source.key, 'old'), await isTaken(second.key, 'new')]).toEqual([false, true])
    expect((await listed(source.id))?.oldKey).toBeNull()
    const third = await renew(source.id)
    await renew(source.id)
    expect([await isTaken(second.key, 'x'), await isTaken(third.key, 'y')]).toEqual([false, true])
  })

  test('stops at once where it leaked, and its address for mail is another one', async () => {
    const source = await givenSource()
    expect((await renew(source.id)).mailAddress).toBe(source.mailAddress)
    const leaked = await renew(source.id, 'stops-now')
    expect(leaked.mailAddress).toMatch(/\+page-/)
    expect(leaked.mailAddress).not.toBe(source.mailAddress)
    const renewed = await renew(source.id, 'stops-now')
    expect(renewed.oldKey).toBeNull()
    expect([await isTaken(source.key, 'old'), await isTaken(renewed.key, 'new')]).toEqual([false, true])
  })

  test('is kept nowhere, and who may only read renews none', async () => {
    const source = await givenSource()
    const { key } = await renew(source.id)
    const rows = await world.sql(`select s::text as row from pager.alert_sources s`)
    const audits = await world.sql(`select e::text as row from platform.audit_entries e`)
    expect(JSON.stringify([rows, audits, await listed(source.id)])).not.toContain(key)
    const bo = await world.person('Bo')
    for (const one of [pager.pauseAlertSource, pager.renewAlertSourceKey, pager.changeAlertSource] as const) {
      const body = { isPaused: true, team: 'support', name: 'x' }
      expect((await bo.refused(one, { params: { id: source.id }, body } as never)).status).toBe(403)
    }
  })
})

const isoIn = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
