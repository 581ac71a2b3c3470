import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const every = { periodSeconds: 300, graceSeconds: 60 }

async function givenHeartbeat(name = 'Nightly backup') {
  const team = `changed-${(count += 1)}`
  await world.team(team)
  return world.ana.call(pager.addHeartbeat, { body: { team, name, ...every } })
}
const ping = async (url: string): Promise<number> => (await fetch(url)).status
const listed = async ({ id }: { id: string }) =>
  (await world.ana.call(pager.listHeartbeats, {})).items.find((one) => one.id === id)
const pagesOf = ({ id }: { id: string }) =>
  world.sql<{ title: string; state: string; slug: string }>(
    `select p.title, p.state, t.slug from pager.pages p join people.teams t on t.id = p.team_id
     where p.about_id = '${id}' order by p.created_at`,
  )
const pause = ({ id }: { id: string }, isPaused: boolean) =>
  world.ana.call(pager.pauseHeartbeat, { params: { id }, body: { isPaused } })
const change = ({ id, team }: { id: string; team: { slug: string } }, over: object) =>
  world.ana.call(pager.changeHeartbeat, {
    params: { id },
    body: { team: team.slug, name: 'Nightly backup', ...every, ...over },
  })

describe('a heartbeat that is changed', () => {
  test('is expected by its new rhythm, and its address and slug stay', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    const changed = await change(heartbeat, { name: 'Hourly backup', periodSeconds: 3600 })
    expect(changed).toMatchObject({ name: 'Hourly backup', slug: 'nightly-backup', periodSeconds: 3600, state: 'up' })
    await world.forward({ minutes: 30 })
    expect([(await listed(heartbeat))?.state, await pagesOf(heartbeat)]).toEqual(['up', []])
    expect(await ping(heartbeat.pingUrl)).toBe(200)
    await world.forward({ minutes: 62 })
    expect(await pagesOf(heartbeat)).toMatchObject([{ title: 'Nothing was heard of Hourly backup', state: 'open' }])
  })

  test('is missed by no change before its new grace is over', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    await world.forward({ minutes: 4 })
    await change(heartbeat, { periodSeconds: 60, graceSeconds: 120 })
    await world.forward({ seconds: 100 })
    expect([(await listed(heartbeat))?.state, await pagesOf(heartbeat)]).toEqual(['late', []])
    await world.forward({ seconds: 60 })
    expect(await pagesOf(heartbeat)).toHaveLength(1)
  })

  test.each([
    ['that was never heard of', false],
    ['that was', true],
  ])('is missed where it began %s and does not end, though it was changed meanwhile', async (_, isKnown) => {
    const heartbeat = await givenHeartbeat()
    if (isKnown) await ping(heartbeat.pingUrl)
    await ping(`${heartbeat.pingUrl}/start`)
    await change(heartbeat, { periodSeconds: 24 * 3600, graceSeconds: 120 })
    await world.forward({ seconds: 100 })
    expect(await pagesOf(heartbeat)).toEqual([])
    await world.forward({ seconds: 60 })
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'open' }])
  })

  test('is down for the team that it has now; a name and a slug that this has given it does not take', async () => {
    const [heartbeat, other] = [await givenHeartbeat(), await givenHeartbeat()]
    await ping(`${heartbeat.pingUrl}/fail`)
    const params = { id: heartbeat.id }
    const body = { team: other.team.slug, name: 'Nightly backup', ...every }
    expect((await world.ana.refused(pager.changeHeartbeat, { params, body })).status).toBe(409)
    const changed = await change({ ...heartbeat, team: other.team }, { name: 'Backup of the shop' })
    expect(changed).toMatchObject({ slug: 'backup-of-the-shop', state: 'down', team: { slug: other.team.slug } })
    expect(await pagesOf(heartbeat)).toMatchObject([
      { state: 'resolved', slug: heartbeat.team.slug },
      { state: 'open', slug: other.team.slug, title: 'Backup of the shop is silent, or failed' },
    ])
    await ping(heartbeat.pingUrl)
    expect((await pagesOf(heartbeat)).map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  })
})

describe('a heartbeat that is paused', () => {
  test('is not missed, has no page, and whatever is heard resumes nothing', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(`${heartbeat.pingUrl}/fail`)
    const paused = await pause(heartbeat, true)
    expect(paused).toMatchObject({ state: 'paused', expectedAt: null, paused: { by: { name: 'Ana' } } })
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
    await world.forward({ minutes: 20 })
    for (const word of ['', '/start', '/fail', '/log']) expect(await ping(`${heartbeat.pingUrl}${word}`)).toBe(200)
    const heardAt = world.clock.now().toISOString()
    await world.forward({ minutes: 20 })
    expect(await listed(heartbeat)).toMatchObject({ state: 'paused', lastPingAt: heardAt })
    expect(await pagesOf(heartbeat)).toHaveLength(1)
  })

  test('is expected from then on when it goes on, so that one that died meanwhile is missed', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    await pause(heartbeat, true)
    await world.forward({ minutes: 60 })
    expect(await pause(heartbeat, false)).toMatchObject({ state: 'up', paused: null })
    await world.forward({ minutes: 4 })
    expect([(await listed(heartbeat))?.state, await pagesOf(heartbeat)]).toEqual(['up', []])
    await world.forward({ minutes: 3 })
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'open' }])
  })

  test('waits for its first word again where nothing was ever heard; a change of its rhythm expects nothing', async () => {
    const heartbeat = await givenHeartbeat()
    await pause(heartbeat, true)
    await pause(heartbeat, false)
    expect((await listed(heartbeat))?.state).toBe('new')
    await ping(heartbeat.pingUrl)
    await pause(heartbeat, true)
    await change(heartbeat, { periodSeconds: 60 })
    await world.forward({ minutes: 20 })
    expect([(await listed(heartbeat))?.state, await pagesOf(heartbeat)]).toEqual(['paused', []])
  })

  test('says in the audit who did what', async () => {
    const heartbeat = await givenHeartbeat()
    await pause(heartbeat, true)
    await pause(heartbeat, false)
    const rows = await world.sql<{ action: string }>(
      `select action from platform.audit_entries where about_id = '${heartbeat.id}' order by id`,
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'pager.add-heartbeat',
      'pager.pause-heartbeat',
      'pager.resume-heartbeat',
    ])
  })
})

describe('an address that is renewed', () => {
  const renew = ({ id }: { id: string }, oldKey?: 'stops-now') =>
    world.ana.call(pager.renewHeartbeatAddress, { params: { id }, body: { ...(oldKey && { oldKey }) } })

  test('is heard for a day beside the new one, and that is seen', async () => {
    const heartbeat = await givenHeartbeat()
    const renewed = await renew(heartbeat)
    expect(renewed.oldKey).toMatchObject({ usedAt: null })
    expect([await ping(heartbeat.pingUrl), await ping(renewed.pingUrl)]).toEqual([200, 200])
    expect((await listed(heartbeat))?.oldKey?.usedAt).toBe(world.clock.now().toISOString())
    await world.forward({ minutes: 24 * 60 + 1 })
    expect([await ping(heartbeat.pingUrl), await ping(renewed.pingUrl)]).toEqual([404, 200])
    expect((await listed(heartbeat))?.oldKey).toBeNull()
  })

  test('is not heard any more where it leaked, and the new one is kept nowhere', async () => {
    const heartbeat = await givenHeartbeat()
    const renewed = await renew(heartbeat, 'stops-now')
    expect([await ping(heartbeat.pingUrl), await ping(renewed.pingUrl)]).toEqual([404, 200])
    const key = renewed.pingUrl.split('/').at(-1) ?? ''
    const rows = await world.sql(`select h::text as row from pager.heartbeats h`)
    expect(JSON.stringify([rows, await listed(heartbeat)])).not.toContain(key)
  })
})
