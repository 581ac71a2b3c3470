import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { escalatePages } from './escalate-pages.ts'
import { alertBuilders } from './pager.builders.ts'

/* What pages is on a page that rings, whatever was done with pages, rules and maintenances before. */

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

const standing = async (source: Source, key: string) =>
  (await alertsOf(source)).find((alert) => alert.key === key && alert.state !== 'resolved')
const pageOfKey = async (source: Source, key: string) => pageOf((await standing(source, key))?.pageId)
const setRule = ({ id }: Source, rule: Omit<pager.RoutingRule, 'id'>) =>
  world.ana.call(pager.setRouting, { params: { id }, body: { rules: [rule as pager.RoutingRule] } })
const grouped = { kind: 'page' as const, team: null, urgency: null, isGrouped: true }
const maintain = ({ id }: Source) => {
  const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const of = { kind: 'source' as const, source: id }
  return world.ana.call(pager.addMaintenance, { body: { of, from: null, until, note: 'move' } })
}
const snooze = ({ id }: pager.Page, minutes: number) =>
  world.ana.call(pager.snoozePage, { params: { id }, body: { minutes } })
const merge = (from: pager.Page, { id: into }: pager.Page) => ({
  params: { id: from.id },
  body: { into, isOtherTeamMeant: false },
})

describe('an alert', () => {
  test('joins no page of a group that only a program has', async () => {
    const source = await givenSource()
    await setRule(source, { name: 'All', where: [], outcome: grouped })
    await enqueue(source, 'a')
    await enqueue(source, 'a', {}, 'acknowledge')
    await enqueue(source, 'b', { summary: 'Another thing' })
    expect((await pageOfKey(source, 'b')).state).toBe('open')
  })

  test('is judged after a maintenance by what it said last', async () => {
    const source = await givenSource()
    const where = [{ field: 'title' as const, op: 'contains' as const, value: 'nearly' }]
    await setRule(source, { name: 'Quiet', where, outcome: { kind: 'quiet' } })
    await enqueue(source, 'a', { summary: 'Disk is nearly full' })
    await maintain(source)
    await enqueue(source, 'a', { summary: 'Disk is full' })
    await world.forward({ minutes: 62 })
    expect(await pageOfKey(source, 'a')).toMatchObject({ state: 'open', title: 'Disk is full' })
  })

  test('that its sender has before it pages, pages all the same', async () => {
    const source = await givenSource()
    await enqueue(source, 'a', { severity: 'info' })
    await enqueue(source, 'a', {}, 'acknowledge')
    await enqueue(source, 'a', { severity: 'critical' })
    expect((await pageOfKey(source, 'a')).state).toBe('open')
  })
})

describe('what gets worse while somebody has it', () => {
  test('rings as what cannot wait once it was put off', async () => {
    const source = await givenSource()
    await enqueue(source, 'a', { severity: 'warning' })
    await snooze(await pageOfKey(source, 'a'), 60)
    await enqueue(source, 'a', { severity: 'critical' })
    await world.forward({ minutes: 61 })
    expect(await pageOfKey(source, 'a')).toMatchObject({ state: 'open', urgency: 'high', nextAt: expect.any(String) })
  })

  test.each([
    ['open', 'snoozed'],
    ['snoozed', 'open'],
  ])('%s, and is merged into a warning that is %s, rings as what cannot wait', async (bad, slight) => {
    const source = await givenSource()
    await enqueue(source, 'bad', { severity: 'critical' })
    await enqueue(source, 'slight', { severity: 'warning' })
    const [from, into] = [await pageOfKey(source, 'bad'), await pageOfKey(source, 'slight')]
    if (bad === 'snoozed') await snooze(from, 60)
    if (slight === 'snoozed') await snooze(into, 60)
    await world.ana.call(pager.mergePage, merge(from, into))
    await world.forward({ minutes: 61 })
    expect(await pageOf(into.id)).toMatchObject({ state: 'open', urgency: 'high', nextAt: expect.any(String) })
  })

  test('is not merged into what a program has', async () => {
    const source = await givenSource()
    await enqueue(source, 'bad')
    await enqueue(source, 'slight', { severity: 'warning' })
    const [from, into] = [await pageOfKey(source, 'bad'), await pageOfKey(source, 'slight')]
    await enqueue(source, 'slight', {}, 'acknowledge')
    expect((await world.ana.refused(pager.mergePage, merge(from, into))).status).toBe(409)
  })
})

describe('a heartbeat', () => {
  let number = 0
  async function givenHeartbeat() {
    const team = await world.team(`hearts-${(number += 1)}`)
    const body = { team: `hearts-${number}`, name: 'Backup', periodSeconds: 3600, graceSeconds: 60 }
    const heartbeat = await world.ana.call(pager.addHeartbeat, { body })
    const pages = async () =>
      (await world.ana.call(pager.listPages, { query: { limit: 200 } })).items.filter((page) => page.team?.id === team)
    const another = (name: string) => world.ana.call(pager.addHeartbeat, { body: { ...body, name } })
    return { heartbeat, pages, another }
  }
  const fail = ({ pingUrl }: { pingUrl: string }) => fetch(`${pingUrl}/fail`)

  test('whose page was ended though it fails still pages again when it fails again', async () => {
    const { heartbeat, pages } = await givenHeartbeat()
    await fail(heartbeat)
    const [first] = await pages()
    await world.ana.call(pager.resolvePage, { params: { id: first?.id ?? '' } })
    await fail(heartbeat)
    expect((await pages()).map(({ state }) => state)).toEqual(['open', 'resolved'])
    await fail(heartbeat)
    expect(await pages()).toHaveLength(2)
  })

  test('that is down stays on the page into which its own was merged, though the other one recovers', async () => {
    const { heartbeat, pages, another } = await givenHeartbeat()
    const other = await another('Export')
    await fail(heartbeat)
    await fail(other)
    const [one, two] = await pages()
    if (!one || !two) throw new Error('two heartbeats opened no two pages')
    await world.ana.call(pager.mergePage, merge(one, two))
    await fetch(other.pingUrl)
    expect((await pageOf(two.id)).state).toBe('open')
    await fetch(heartbeat.pingUrl)
    expect((await pageOf(two.id)).state).toBe('resolved')
  })
})

test('a page that cannot begin anew holds up no other', async () => {
  const source = await givenSource()
  await enqueue(source, 'broken')
  await enqueue(source, 'other')
  const [broken, other] = [await pageOfKey(source, 'broken'), await pageOfKey(source, 'other')]
  await snooze(broken, 5)
  await world.sql(`create function pager.refuse() returns trigger language plpgsql as $$
    begin if new.page_id = '${broken.id}' then raise 'broken'; end if; return new; end $$`)
  await world.sql(
    `create trigger refuse before insert on pager.page_entries for each row execute function pager.refuse()`,
  )
  world.clock.advance(30 * 60_000)
  await expect(escalatePages(world.app.contextFor('test'))).rejects.toThrow('did not go on')
  expect((await pageOf(other.id)).entries.length).toBeGreaterThan(other.entries.length)
  await world.sql('drop trigger refuse on pager.page_entries')
  await escalatePages(world.app.contextFor('test'))
  expect((await pageOf(broken.id)).state).toBe('open')
})
