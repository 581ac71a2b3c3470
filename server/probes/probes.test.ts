import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import * as contract from '@bellwether/contract/probes.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { runProbes } from './probes.ts'
import { openSite, probeBuilders, type Site } from './probes.builders.ts'

let world: World
let site: Site
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
  site = await openSite()
})
afterAll(async () => {
  await world.stop()
  site.stop()
})

const { all, get, given, look, pagesOf, factsOf } = probeBuilders(() => world)
const http = (path: string, over: object = {}) => ({ kind: 'http', url: `${site.url}${path}`, ...over })
const down = async (path: string, over: Parameters<typeof given>[1] = {}) => {
  const probe = await given(http(path), over)
  site.broken.add(path)
  for (let n = 0; n < 3; n += 1) await look(probe.id)
  return probe
}

describe('a probe', () => {
  test('is new until somebody looked, and up when what it sees is as expected', async () => {
    const { id, state } = await given(http('/first'))
    expect(state).toBe('new')
    const probe = await look(id, 0)
    expect(probe).toMatchObject({ state: 'up', looks: [{ location: 'here', failedInRow: 0, error: null }] })
    expect(probe.looks[0]?.durationMs).toBeGreaterThan(0)
  })

  test('that fails once is looked at again soon: a blip is no outage', async () => {
    const { id } = await given(http('/blip'), { intervalSeconds: 3600 })
    await look(id, 0)
    site.broken.add('/blip')
    expect(await look(id, 3601)).toMatchObject({
      state: 'failing',
      looks: [{ failedInRow: 1, error: 'the status is 503, not 200-299' }],
    })
    site.broken.delete('/blip')
    expect((await look(id, 21)).state).toBe('up')
    expect([await pagesOf(id), await factsOf(id)]).toEqual([[], []])
  })

  test('that fails as often in a row as it takes is down, and pages its team once until it comes back', async () => {
    const { id } = await down('/down')
    expect(await get(id)).toMatchObject({ state: 'down', since: world.clock.now().toISOString() })
    await look(id)
    expect(await pagesOf(id)).toMatchObject([
      {
        title: expect.stringMatching(/^Probe .* is down$/) as string,
        body: `GET ${site.url}/down was not as expected 3 times in a row.\nthe status is 503, not 200-299`,
        state: 'open',
      },
    ])
    site.broken.delete('/down')
    expect((await look(id)).state).toBe('up')
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }])
    expect(await factsOf(id)).toEqual(['probes.probe-went-down', 'probes.probe-came-back'])
    site.broken.add('/down')
    for (let n = 0; n < 3; n += 1) await look(id)
    expect((await pagesOf(id)).map(({ state }) => state)).toEqual(['resolved', 'open'])
  })

  test('is looked at once by several processes at a time, which page and tell once', async () => {
    site.broken.add('/several')
    const probe = await given(http('/several'), { tries: 1 })
    const turn = () => Promise.all([1, 2, 3].map(() => runProbes(world.app.contextFor('probes.run'))))
    await turn()
    await expect.poll(async () => (await turn(), (await get(probe.id)).state)).toBe('down')
    expect(site.asked.filter((path) => path === '/several')).toHaveLength(1)
    expect([await pagesOf(probe.id), await factsOf(probe.id)]).toMatchObject([[{}], ['probes.probe-went-down']])
  })

  test('of which a process was killed after it kept what it saw is judged by the next look', async () => {
    site.broken.add('/killed')
    const { id } = await given(http('/killed'), { tries: 2 })
    await look(id, 0)
    // As if the second look had been kept, and nothing after it.
    await world.sql(`update probes.looks set failed_in_row = 2 where probe_id = '${id}'`)
    expect((await get(id)).state).toBe('failing')
    expect((await look(id)).state).toBe('down')
    expect([await pagesOf(id), await factsOf(id)]).toMatchObject([[{}], ['probes.probe-went-down']])
  })

  test('that is paused is not looked at, and its page is over; what is seen meanwhile counts not', async () => {
    const { id } = await down('/paused')
    const pause = (isPaused: boolean) => world.ana.call(contract.pauseProbe, { params: { id }, body: { isPaused } })
    expect(await pause(true)).toMatchObject({ state: 'paused', looks: [], paused: { by: { name: 'Ana' } } })
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }])
    const before = site.asked.filter((path) => path === '/paused').length
    world.clock.advance(3_600_000)
    await runProbes(world.app.contextFor('probes.run'))
    expect(site.asked.filter((path) => path === '/paused')).toHaveLength(before)
    site.broken.delete('/paused')
    expect(await pause(false)).toMatchObject({ state: 'new', paused: null })
    expect((await look(id)).state).toBe('up')
  })

  test('that is changed begins to count anew, and what is down pages the team that has it now', async () => {
    const { id, name } = await down('/changed')
    const team = await world.team('network')
    const body = { team: 'network', name, check: http('/changed') as contract.Check }
    await world.ana.call(contract.changeProbe, { params: { id }, body })
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }])
    await look(id)
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }, { state: 'open', teamId: team }])
    const mended = { ...body, check: http('/changed', { statuses: '200, 503' }) as contract.Check }
    await world.ana.call(contract.changeProbe, { params: { id }, body: mended })
    expect((await look(id)).state).toBe('up')
    expect((await pagesOf(id)).map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  })

  test('that is removed is gone, with its page', async () => {
    const { id } = await down('/removed')
    await world.ana.call(contract.removeProbe, { params: { id } })
    expect((await all()).some((one) => one.id === id)).toBe(false)
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }])
    expect((await world.ana.refused(contract.removeProbe, { params: { id } })).status).toBe(404)
  })

  test('pages nobody while its team is maintained, and pages afterwards if it is down still', async () => {
    await world.team('moving')
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    const maintained = { of: { kind: 'team' as const, team: 'moving' }, until, note: 'Database move' }
    await world.ana.call(pager.addMaintenance, { body: maintained })
    const { id } = await down('/moving', { team: 'moving' })
    expect([(await get(id)).state, await pagesOf(id)]).toEqual(['down', []])
    await look(id, 3600)
    expect(await pagesOf(id)).toMatchObject([{ state: 'open' }])
  })

  test('of which many are down at once is ten pages; the last ends with the last of them', async () => {
    const team = await world.team('storm')
    site.broken.add('/storm')
    const probes = []
    for (let n = 0; n < 12; n += 1) probes.push(await given(http('/storm'), { team: 'storm', tries: 1 }))
    for (const { id } of probes) await look(id, 0)
    const own = await Promise.all(probes.map(({ id }) => pagesOf(id)))
    expect(own.flat()).toHaveLength(9)
    expect(await pagesOf(team)).toMatchObject([{ title: 'Many probes are down', state: 'open' }])
    site.broken.delete('/storm')
    for (const { id } of probes) await look(id)
    expect(await pagesOf(team)).toMatchObject([{ state: 'resolved' }])
  })

  test('whose clock was set back is looked at all the same', async () => {
    const { id } = await given(http('/set-back'))
    await look(id, 0)
    await world.sql(`update probes.probes set due_at = due_at + interval '30 days' where id = '${id}'`)
    expect((await look(id)).state).toBe('up')
  })
})

describe('what is asked for', () => {
  test('a name is there once, and there are only so many', async () => {
    await given(http('/twice'), { name: 'Twice' })
    const body = { team: 'support', name: 'Twice', check: http('/twice') as contract.Check }
    expect((await world.ana.refused(contract.addProbe, { body })).problem.errors).toMatchObject([{ pointer: '/name' }])
    await world.sql(`insert into probes.probes
      (name, team_id, "check", interval_seconds, timeout_seconds, tries, service, site, added_at, paused_at, due_at)
      select 'many ' || n, team_id, "check", 60, 10, 3, '', '', now(), now(), now()
      from probes.probes, generate_series(1, 2000) n where name = 'Twice'`)
    const refused = await world.ana.refused(contract.addProbe, { body: { ...body, name: 'One more' } })
    expect([refused.status, refused.problem.type]).toEqual([409, '/problems/too-many-probes'])
    await world.sql(`delete from probes.probes where name like 'many %'`)
  })

  test.each([
    ['a secret in the address', { kind: 'http', url: 'https://ana:secret@shop.test/' }, '/check/url'],
    ['another scheme', { kind: 'http', url: 'file:///etc/passwd' }, '/check/url'],
    ['statuses that are none', { kind: 'http', url: 'https://shop.test/', statuses: 'good ones' }, '/check/statuses'],
    ['a port that is none', { kind: 'tcp', host: 'shop.test', port: 70_000 }, '/check/port'],
    [
      'a name server that is no address',
      { kind: 'dns', name: 'a.test', server: { address: 'ns.test' } },
      '/check/server',
    ],
  ])('%s is refused', async (_, check, pointer) => {
    const body = { team: 'support', name: 'Wrong', check: check as contract.Check }
    const { status, problem } = await world.ana.refused(contract.addProbe, { body })
    expect([status, problem.errors?.[0]?.pointer.startsWith(pointer)]).toEqual([400, true])
  })

  test('who may only see probes changes none', async () => {
    const bo = await world.person('Bo')
    expect((await bo.call(contract.listProbes, {})).items.length).toBeGreaterThan(0)
    const body = { check: http('/fine') as contract.Check }
    expect((await bo.refused(contract.tryCheck, { body })).status).toBe(403)
  })
})
