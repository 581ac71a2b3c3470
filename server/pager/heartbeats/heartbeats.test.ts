import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { missHeartbeats } from '../pager.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

type Rhythm = { graceSeconds: number } & ({ periodSeconds: number } | { cron: string; timeZone: string })

async function givenHeartbeat(rhythm: Rhythm = { periodSeconds: 300, graceSeconds: 60 }) {
  const team = `team-${(count += 1)}`
  await world.team(team)
  return world.ana.call(pager.addHeartbeat, { body: { team, name: 'Nightly backup', ...rhythm } })
}
const ping = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init)
  return { status: response.status, text: await response.text(), headers: response.headers }
}
const stateOf = async ({ id }: { id: string }) =>
  (await world.ana.call(pager.listHeartbeats, {})).items.find((one) => one.id === id)?.state
const pagesOf = ({ id }: { id: string }) =>
  world.sql<{ title: string; body: string; state: string }>(
    `select title, body, state from pager.pages where about_id = '${id}' order by created_at`,
  )

describe('a heartbeat', () => {
  test('of which nothing was ever heard is missed by nobody', async () => {
    const heartbeat = await givenHeartbeat()
    await world.forward({ minutes: 60 })
    expect([await stateOf(heartbeat), await pagesOf(heartbeat)]).toEqual(['new', []])
  })

  test('that falls silent is late, then pages its team once, until it is heard of again', async () => {
    const heartbeat = await givenHeartbeat()
    expect(await ping(heartbeat.pingUrl)).toMatchObject({ status: 200, text: 'OK' })
    await world.forward({ seconds: 330 })
    expect([await stateOf(heartbeat), await pagesOf(heartbeat)]).toEqual(['late', []])
    await world.forward({ seconds: 30 })
    await world.forward({ seconds: 30 })
    expect(await stateOf(heartbeat)).toBe('down')
    expect(await pagesOf(heartbeat)).toMatchObject([{ title: 'Nothing was heard of Nightly backup', state: 'open' }])
    await ping(heartbeat.pingUrl)
    expect(await stateOf(heartbeat)).toBe('up')
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
    await world.forward({ minutes: 7 })
    expect((await pagesOf(heartbeat)).map(({ state }) => state)).toEqual(['resolved', 'open'])
  })

  test('is heard of by any method, and by whoever sends more than is kept', async () => {
    const heartbeat = await givenHeartbeat()
    expect((await ping(heartbeat.pingUrl, { method: 'HEAD' })).status).toBe(200)
    const long = await ping(heartbeat.pingUrl, { method: 'POST', body: 'x'.repeat(3_000_000) })
    expect(long).toMatchObject({ status: 200, text: 'OK' })
    expect(long.headers.get('ping-body-limit')).toBe('10000')
    expect(await stateOf(heartbeat)).toBe('up')
    const [row] = await world.sql<{ length: number }>(
      `select length(last_text)::int as length from pager.heartbeats where id = '${heartbeat.id}'`,
    )
    expect(row?.length).toBe(10_000)
  })

  test.each(['fail', '1', '255'])('that says /%s pages at once, with what it said', async (word) => {
    const heartbeat = await givenHeartbeat()
    const said = { method: 'POST', body: 'rsync: \0no space left' }
    expect((await ping(`${heartbeat.pingUrl}/${word}`, said)).status).toBe(200)
    await ping(`${heartbeat.pingUrl}/${word}`, said)
    expect(await pagesOf(heartbeat)).toMatchObject([
      { title: 'Nightly backup says that it failed', body: 'rsync: no space left', state: 'open' },
    ])
    await ping(`${heartbeat.pingUrl}/0`)
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
  })

  test('that began and did not end pages after its grace', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(`${heartbeat.pingUrl}/start`)
    await ping(`${heartbeat.pingUrl}/log`, { method: 'POST', body: 'half way' })
    await world.forward({ seconds: 61 })
    const [page] = await pagesOf(heartbeat)
    expect(page?.body).toContain('It began at 2026-')
    expect(page?.body).toContain('half way')
  })

  test('does not page for the time in which nobody could have heard it', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    await world.forward({ seconds: 1 })
    await world.sql(`update pager.heartbeat_looks set looked_at = looked_at - interval '10 minutes'`)
    await world.forward({ minutes: 10 })
    expect(await pagesOf(heartbeat)).toEqual([])
    await world.forward({ minutes: 7 })
    expect(await pagesOf(heartbeat)).toHaveLength(1)
  })

  test('of which many are heard at once is one; two loops page once', async () => {
    const heartbeat = await givenHeartbeat()
    await Promise.all(Array.from({ length: 8 }, () => ping(`${heartbeat.pingUrl}/fail`)))
    expect(await pagesOf(heartbeat)).toHaveLength(1)
  })

  test('of which many fall silent at once are ten pages; the last ends with the last of them', async () => {
    const { team } = await givenHeartbeat()
    const names = Array.from({ length: 14 }, (_, n) => `job ${n}`)
    const body = { team: team.slug, periodSeconds: 60, graceSeconds: 60 }
    const many = await Promise.all(names.map((name) => world.ana.call(pager.addHeartbeat, { body: { ...body, name } })))
    for (const { pingUrl } of many) await ping(pingUrl)
    await world.forward({ minutes: 3 })
    const states = async () => {
      const pages = await world.sql<{ title: string; state: string }>(
        `select title, state from pager.pages where team_id = '${team.id}' order by title`,
      )
      return [pages.length, pages.filter(({ state }) => state === 'open').length, pages[0]?.title]
    }
    expect(await states()).toEqual([10, 10, 'Many heartbeats are missed or failed'])
    for (const { pingUrl } of many.slice(0, 13)) await ping(pingUrl)
    expect((await states())[1]).toBe(1)
    await ping(many[13]?.pingUrl ?? '')
    expect(await states()).toEqual([10, 0, 'Many heartbeats are missed or failed'])
  })

  test('that is removed is over: its page ends, its address is unknown', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(`${heartbeat.pingUrl}/fail`)
    const namesake = { team: heartbeat.team.slug, name: 'Nightly backup', periodSeconds: 60, graceSeconds: 60 }
    expect((await world.ana.refused(pager.addHeartbeat, { body: namesake })).status).toBe(409)
    await world.ana.call(pager.removeHeartbeat, { params: { id: heartbeat.id } })
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
    expect(await ping(heartbeat.pingUrl)).toMatchObject({ status: 404, text: 'not found' })
    await world.forward({ minutes: 10 })
    expect(await pagesOf(heartbeat)).toHaveLength(1)
    expect((await world.ana.call(pager.addHeartbeat, { body: namesake })).state).toBe('new')
  })

  test('shows its address once, and keeps its key nowhere', async () => {
    const heartbeat = await givenHeartbeat()
    const key = heartbeat.pingUrl.split('/').at(-1) ?? ''
    const rows = await world.sql<{ row: string }>(`select h::text as row from pager.heartbeats h`)
    expect(JSON.stringify([await world.ana.call(pager.listHeartbeats, {}), rows])).not.toContain(key)
  })
})

test.each([
  ['an exit status that is none', '/256', 400, 'invalid url format'],
  ['a word that is none', '/done', 400, 'invalid url format'],
  ['a run that is no uuid', '?rid=7', 400, 'invalid uuid format'],
  ['more than an address has', '/start/now', 404, 'not found'],
])('%s is refused as plain text, and heard by nobody', async (_, rest, status, text) => {
  const heartbeat = await givenHeartbeat()
  const answer = await ping(`${heartbeat.pingUrl}${rest}`)
  expect(answer).toMatchObject({ status, text })
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(await stateOf(heartbeat)).toBe('new')
})

test.skipIf(!existsSync('/usr/bin/curl'))('curl pings as the last line of a script', async () => {
  const heartbeat = await givenHeartbeat()
  const curl = (...args: string[]) => promisify(execFile)('curl', ['-fsS', '-m', '10', '--retry', '5', ...args])
  expect((await curl(`${heartbeat.pingUrl}/start?rid=${randomUUID()}`)).stdout).toBe('OK')
  expect((await curl('--data-raw', 'done', heartbeat.pingUrl)).stdout).toBe('OK')
  expect(await stateOf(heartbeat)).toBe('up')
  await expect(curl(`${world.app.url}/ping/${randomUUID()}`)).rejects.toThrow('404')
})

describe('one that runs by cron', () => {
  const nightly = { cron: '30  2 * * *', timeZone: 'Europe/Berlin', graceSeconds: 600 }

  test('is expected on the clock of its zone, with its grace after that', async () => {
    const heartbeat = await givenHeartbeat(nightly)
    expect(heartbeat).toMatchObject({ periodSeconds: null, cron: '30 2 * * *', timeZone: 'Europe/Berlin' })
    await ping(heartbeat.pingUrl)
    const [listed] = (await world.ana.call(pager.listHeartbeats, {})).items.filter(({ id }) => id === heartbeat.id)
    const expected = new Date(listed?.expectedAt ?? '')
    expect(expected.toISOString().slice(11)).toBe('01:30:00.000Z')
    const [{ due } = { due: '' }] = await world.sql<{ due: Date }>(
      `select due_at as due from pager.heartbeats where id = '${heartbeat.id}'`,
    )
    expect(new Date(due).getTime() - expected.getTime()).toBe(600_000)
  })

  test('that falls silent pages, and the page says by what it was expected', async () => {
    const heartbeat = await givenHeartbeat({ cron: '*/5 * * * *', timeZone: 'Europe/Berlin', graceSeconds: 60 })
    await ping(heartbeat.pingUrl)
    await world.forward({ minutes: 7 })
    const [page] = await pagesOf(heartbeat)
    expect(page?.body).toContain('It is expected by "*/5 * * * *" (Europe/Berlin), with 60 seconds of grace.')
    await ping(heartbeat.pingUrl)
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
  })

  test.each([
    ['30 2 * *', 'It has five fields: minute, hour, day of the month, month, day of the week.'],
    ['30 25 * * *', 'Its hour (the second field) is not understood: 25'],
    ['? * * * *', 'Its minute (the first field) is not understood: ?'],
    ['0 0 30 2 *', 'By this nothing would ever come.'],
  ])('%s is refused in plain words, added or looked at', async (cron, detail) => {
    const timeZone = 'Europe/Berlin'
    const looked = await world.ana.refused(pager.listCronTimes, { query: { cron, timeZone } })
    expect(looked).toMatchObject({ status: 400, problem: { errors: [{ pointer: '/cron', detail }] } })
    const body = { team: 'support', name: 'x', cron, timeZone, graceSeconds: 60 }
    const added = await world.ana.refused(pager.addHeartbeat, { body })
    expect(added.problem.errors).toEqual([{ pointer: '/cron', detail }])
  })

  test.each([
    { periodSeconds: 60, cron: '* * * * *', timeZone: 'UTC' },
    { cron: '* * * * *' },
    { periodSeconds: 60, timeZone: 'UTC' },
    {},
    { cron: '* '.repeat(60), timeZone: 'UTC' },
    { cron: '* * * * *', timeZone: 'Nowhere/Else' },
  ])('%o is no rhythm', async (rhythm) => {
    const body = { team: 'support', name: 'x', graceSeconds: 60, ...rhythm }
    expect((await world.ana.refused(pager.addHeartbeat, { body })).status).toBe(400)
  })
})

describe('by the ping key of its team', () => {
  const givenKey = async (slug: string) => {
    const { pingUrl, key } = await world.ana.call(pager.makePingKey, { params: { team: slug } })
    return { pingUrl, key }
  }

  test('a heartbeat is heard by its slug, with all that its own address takes', async () => {
    const heartbeat = await givenHeartbeat()
    const { pingUrl } = await givenKey(heartbeat.team.slug)
    const url = `${pingUrl}/${heartbeat.slug}`
    expect(heartbeat.slug).toBe('nightly-backup')
    expect(await ping(url)).toMatchObject({ status: 200, text: 'OK' })
    expect(await stateOf(heartbeat)).toBe('up')
    expect((await ping(`${url}/start`)).text).toBe('OK')
    expect((await ping(`${url}/log`, { method: 'POST', body: 'half way' })).text).toBe('OK')
    expect((await ping(`${url}/3`, { method: 'POST', body: 'no space' })).text).toBe('OK')
    expect(await pagesOf(heartbeat)).toMatchObject([{ title: 'Nightly backup says that it failed', body: 'no space' }])
    expect(await ping(`${url}/256`)).toMatchObject({ status: 400, text: 'invalid url format' })
    expect(await ping(`${url}?rid=7`)).toMatchObject({ status: 400, text: 'invalid uuid format' })
    expect(await ping(`${url}/start/now`)).toMatchObject({ status: 404, text: 'not found' })
    expect((await ping(`${url}/0/`)).text).toBe('OK')
    expect(await pagesOf(heartbeat)).toMatchObject([{ state: 'resolved' }])
  })

  test('slugs are told apart within a team, whatever names are', async () => {
    const { team } = await givenHeartbeat()
    const add = (name: string) =>
      world.ana.call(pager.addHeartbeat, { body: { team: team.slug, name, periodSeconds: 60, graceSeconds: 60 } })
    const names = ['nightly backup', 'Größe: Übersicht!', '备份', '备份 2', 'x'.repeat(100)]
    const slugs = (await Promise.all(names.map(add))).map(({ slug }) => slug).toSorted()
    expect(slugs).toEqual(['2', 'grosse-ubersicht', 'heartbeat', 'nightly-backup-2', 'x'.repeat(80)])
  })

  test('a slug that is none is made where that is asked for, once, with a day and an hour', async () => {
    const { team } = await givenHeartbeat()
    const { pingUrl } = await givenKey(team.slug)
    expect(await ping(`${pingUrl}/db-1`)).toMatchObject({ status: 404, text: 'not found' })
    const many = await Promise.all(Array.from({ length: 4 }, () => ping(`${pingUrl}/db-1?create=1`)))
    expect(many.map(({ status, text }) => `${status} ${text}`).toSorted()).toEqual([
      '200 OK',
      '200 OK',
      '200 OK',
      '201 Created',
    ])
    expect((await ping(`${pingUrl}/db-1`)).status).toBe(200)
    for (const slug of ['No', 'a%20b', 'x'.repeat(101), 'ü'])
      expect((await ping(`${pingUrl}/${slug}?create=1`)).status).toBe(404)
    const made = (await world.ana.call(pager.listHeartbeats, {})).items.filter(({ slug }) => slug === 'db-1')
    expect(made).toMatchObject([{ name: 'db-1', periodSeconds: 86_400, graceSeconds: 3600, state: 'up' }])
  })

  test('the key is shown once, renewed and removed; it opens no other team', async () => {
    const heartbeat = await givenHeartbeat()
    const other = await givenHeartbeat()
    const first = await givenKey(heartbeat.team.slug)
    const { pingUrl } = await givenKey(other.team.slug)
    const second = await givenKey(heartbeat.team.slug)
    const rows = await world.sql<{ row: string }>(`select k::text as row from pager.ping_keys k`)
    const listed = await world.ana.call(pager.listPingKeys, {})
    expect(JSON.stringify([listed, rows])).not.toContain(second.key)
    expect(listed.items.map(({ team }) => team.id)).toContain(heartbeat.team.id)
    await ping(`${pingUrl}/${heartbeat.slug}`)
    expect((await ping(`${first.pingUrl}/${heartbeat.slug}`)).status).toBe(404)
    expect([await stateOf(heartbeat), await stateOf(other)]).toEqual(['new', 'up'])
    expect((await ping(`${second.pingUrl}/${heartbeat.slug}`)).status).toBe(200)
    const params = { team: heartbeat.team.slug }
    await world.ana.call(pager.removePingKey, { params })
    expect((await ping(`${second.pingUrl}/${heartbeat.slug}`)).status).toBe(404)
    expect((await world.ana.refused(pager.removePingKey, { params })).status).toBe(404)
  })

  test.skipIf(!existsSync('/usr/bin/curl'))('curl makes and pings one', async () => {
    const { team } = await givenHeartbeat()
    const { pingUrl } = await givenKey(team.slug)
    const curl = (...args: string[]) => promisify(execFile)('curl', ['-fsS', '-m', '10', '--retry', '5', ...args])
    expect((await curl(`${pingUrl}/by-curl?create=1&rid=${randomUUID()}`)).stdout).toBe('Created')
    expect((await curl('--data-raw', 'done', `${pingUrl}/by-curl/0`)).stdout).toBe('OK')
    await expect(curl(`${pingUrl}/nobody`)).rejects.toThrow('404')
  })
})

describe('while the clock of the installation is set', () => {
  const look = () => missHeartbeats(world.app.contextFor('pager.miss-heartbeats'))
  const set = async (step: number) => {
    world.clock.advance(step * 3_600_000)
    // Of a machine the clock that is set is the one of real time as well.
    await world.sql(`update pager.heartbeat_looks set looked_at = looked_at - ${step} * interval '1 hour'`)
  }
  const pages = async (heartbeat: { id: string }) => (await pagesOf(heartbeat)).length

  test.each([
    ['back', -1],
    ['forward', 1],
  ])('%s an hour, one that falls silent is missed when its time has passed, and no sooner', async (_, step) => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    await world.forward({ seconds: 30 })
    await set(step)
    await look()
    await world.forward({ seconds: 320 })
    expect(await pages(heartbeat)).toBe(0)
    await world.forward({ seconds: 15 })
    expect(await pages(heartbeat)).toBe(1)
  })

  test.each([
    ['back', -1],
    ['forward', 1],
  ])('%s an hour, one that is heard before anybody looks has its whole time, and no more', async (_, step) => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    await look()
    await set(step)
    await ping(heartbeat.pingUrl)
    await world.forward({ seconds: 350 })
    expect([await pages(heartbeat), await stateOf(heartbeat)]).toEqual([0, 'late'])
    await world.forward({ seconds: 15 })
    expect(await pages(heartbeat)).toBe(1)
  })

  test('and two look at once, it is followed once', async () => {
    const heartbeat = await givenHeartbeat()
    await ping(heartbeat.pingUrl)
    const due = async () => {
      const [row] = await world.sql<{ at: Date }>(
        `select due_at as at from pager.heartbeats where id = '${heartbeat.id}'`,
      )
      return new Date(row?.at ?? 0).getTime() - world.clock.now().getTime()
    }
    for (const step of [1, -1, -1, 1]) {
      await look()
      await set(step)
      await Promise.all(Array.from({ length: 4 }, look))
      // The looks are a moment apart in real time, which the clock in the test's hand does not know.
      expect(Math.abs((await due()) - 360_000)).toBeLessThan(60_000)
    }
  })
})

// Last: nobody at this address has another guess.
test('guessing ends, and whoever knows an address is heard all the same', async () => {
  const statuses = []
  for (let n = 0; n < 70; n += 1)
    statuses.push((await ping(`${world.app.url}/ping/${n % 2 === 0 ? randomUUID() : `key-${n}/slug`}`)).status)
  expect(new Set(statuses)).toEqual(new Set([404, 429]))
  expect((await ping((await givenHeartbeat()).pingUrl)).status).toBe(200)
})
