import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'
import { findSource } from './alert.store.ts'
import { takeEvent } from './take-event.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf } = alertBuilders(() => world)
const post = async (path: string, body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${world.app.url}${path}`, { method: 'POST', headers, body: text })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const payload = { summary: 'Disk is full', source: 'db-1', severity: 'critical' }
const enqueue = (key: string, event: Record<string, unknown>) =>
  post('/v2/enqueue', { routing_key: key, event_action: 'trigger', payload, ...event })

describe('an event in the shape of PagerDuty', () => {
  test('opens an alert and pages the team; the same key is counted and pages nobody again', async () => {
    const source = await givenSource()
    const answer = await enqueue(source.key, {
      dedup_key: 'disk',
      payload: { ...payload, custom_details: { free: '0 B' } },
    })
    expect(answer).toEqual({ status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'disk' } })
    await enqueue(source.key, { dedup_key: 'disk' })
    const [alert, ...others] = await alertsOf(source)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ key: 'disk', title: 'Disk is full', count: 2, state: 'open', severity: 'critical' })
    const page = await pageOf(alert?.pageId)
    expect(page).toMatchObject({ title: 'Disk is full', state: 'open', team: { slug: source.team.slug } })
    expect(page.alert).toEqual({ id: alert?.id, source: { id: source.id, name: 'Prometheus' } })
    expect(page.body).toContain('Source: db-1')
    expect(page.body).toContain('"free": "0 B"')
  })

  test('without a key gets one, and each is an alert of its own', async () => {
    const source = await givenSource()
    const keys = [await enqueue(source.key, {}), await enqueue(source.key, {})].map(({ body }) => body['dedup_key'])
    expect(new Set(keys).size).toBe(2)
    expect(await alertsOf(source)).toHaveLength(2)
  })

  test('acknowledges and resolves what is open; after that the key means another alert', async () => {
    const source = await givenSource()
    const act = (action: string) => enqueue(source.key, { event_action: action, dedup_key: 'a', payload: undefined })
    expect((await act('resolve')).status).toBe(202)
    await enqueue(source.key, { dedup_key: 'a' })
    const [{ pageId } = { pageId: null }] = await alertsOf(source)
    await act('acknowledge')
    expect(await pageOf(pageId)).toMatchObject({ state: 'acknowledged', acknowledgedBy: null })
    await enqueue(source.key, { dedup_key: 'a' })
    expect((await alertsOf(source)).map(({ state, count: sent }) => [state, sent])).toEqual([['acknowledged', 2]])
    await act('resolve')
    expect(await pageOf(pageId)).toMatchObject({ state: 'resolved' })
    await enqueue(source.key, { dedup_key: 'a' })
    expect((await alertsOf(source)).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
  })

  test('through the key of another source touches nothing here', async () => {
    const [one, other] = [await givenSource(), await givenSource()]
    await enqueue(one.key, { dedup_key: 'mine' })
    expect((await enqueue(other.key, { dedup_key: 'mine', event_action: 'resolve' })).status).toBe(202)
    expect((await alertsOf(one)).map(({ state }) => state)).toEqual(['open'])
  })

  test('that informs is kept and pages nobody; that warns is a page that can wait, until it is an error', async () => {
    const source = await givenSource()
    const say = (severity: string) => enqueue(source.key, { dedup_key: 'w', payload: { ...payload, severity } })
    await say('info')
    expect(await alertsOf(source)).toMatchObject([{ severity: 'info', pageId: null }])
    await say('warning')
    const [alert] = await alertsOf(source)
    expect(await pageOf(alert?.pageId)).toMatchObject({ urgency: 'low', nextAt: null })
    await say('error')
    expect(await alertsOf(source)).toMatchObject([{ severity: 'error', pageId: alert?.pageId }])
    const raised = await pageOf(alert?.pageId)
    expect([raised.urgency, raised.nextAt === null]).toEqual(['high', false])
    expect(raised.entries.map(({ kind }) => kind)).toEqual(['opened', 'nobody', 'step', 'raised', 'nobody', 'step'])
    await say('warning')
    expect((await pageOf(alert?.pageId)).urgency).toBe('high')
  })

  test('follows its page: whoever acknowledges or ends it has the alert', async () => {
    const source = await givenSource()
    await enqueue(source.key, { dedup_key: 'p' })
    const id = (await alertsOf(source))[0]?.pageId ?? ''
    await world.ana.call(pager.acknowledgePage, { params: { id } })
    expect((await alertsOf(source))[0]?.state).toBe('acknowledged')
    await world.ana.call(pager.resolvePage, { params: { id } })
    expect((await alertsOf(source))[0]?.state).toBe('resolved')
  })

  test.each([
    ['no JSON', '{"routing_key":', 'Unrecognized object'],
    ['no object', '[]', 'invalid event'],
    ['another action', { event_action: 'shout' }, 'invalid event'],
    ['no summary', { payload: { ...payload, summary: '' } }, 'invalid event'],
    ['a resolve of nothing', { event_action: 'resolve' }, 'invalid event'],
    ['a key of 10 KB', { dedup_key: 'k'.repeat(10_000) }, 'invalid event'],
  ])('of %s is refused with what to do', async (_, event, status) => {
    const source = await givenSource()
    const answer = typeof event === 'string' ? await post('/v2/enqueue', event) : await enqueue(source.key, event)
    expect(answer).toMatchObject({ status: 400, body: { status, errors: [expect.any(String)] } })
    expect(await alertsOf(source)).toEqual([])
  })

  test('of hostile text is kept as far as it is text', async () => {
    const source = await givenSource()
    const summary = `\u0000${'x'.repeat(2000)}\uD800\n<script>`
    expect((await enqueue(source.key, { dedup_key: '\u0000', payload: { ...payload, summary } })).status).toBe(202)
    const [alert] = await alertsOf(source)
    expect(alert?.title).toMatch(/^x{299}…$/)
    const big = await enqueue(source.key, { payload: { ...payload, custom_details: 'x'.repeat(600_000) } })
    expect(big.status).toBe(413)
  })

  test('of which two come at once is one alert and one page', async () => {
    const source = await givenSource()
    await Promise.all(Array.from({ length: 8 }, () => enqueue(source.key, { dedup_key: 'same' })))
    expect(await alertsOf(source)).toMatchObject([{ count: 8 }])
    const pages = await world.sql(
      `select 1 from pager.pages where title = 'Disk is full' and about_id in (select id from pager.alerts where source_id = '${source.id}')`,
    )
    expect(pages).toHaveLength(1)
  })

  test('of a sender that never waits are taken as far as we come; whoever is refused is told to send again', async () => {
    const source = await givenSource()
    const row = await findSource(world.app.contextFor('test'), source.id)
    if (!row) throw new Error('no source')
    const event = { action: 'trigger', key: 'flood', title: 'Flood', body: '', severity: 'critical' } as const
    const sent = Array.from({ length: 2_100 }, () => takeEvent(world.app.contextFor('pager.take-event'), row, event))
    const refused = (await Promise.allSettled(sent)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(100)
    expect(refused[0]).toMatchObject({ reason: { kind: { status: 503 } } })
    expect(await alertsOf(source)).toMatchObject([{ count: 2_000 }])
    await enqueue(source.key, { dedup_key: 'flood', event_action: 'resolve' })
    expect(await alertsOf(source)).toMatchObject([{ state: 'resolved' }])
  }, 60_000)

  test('of a storm are ten pages, and every alert is kept', async () => {
    const source = await givenSource()
    for (let n = 0; n < 40; n += 1) await enqueue(source.key, { dedup_key: `host-${n}` })
    const alerts = await alertsOf(source)
    expect(alerts).toHaveLength(40)
    const pages = [...new Set(alerts.map(({ pageId }) => pageId))]
    expect(pages).toHaveLength(10)
    const titles = await Promise.all(pages.map(async (id) => (await pageOf(id)).title))
    expect(titles.filter((title) => title === 'A storm of alerts of Prometheus')).toHaveLength(1)
    // Its page ends with the last of its alerts.
    const stormPage = pages[titles.indexOf('A storm of alerts of Prometheus')]
    for (let n = 0; n < 39; n += 1) await enqueue(source.key, { dedup_key: `host-${n}`, event_action: 'resolve' })
    expect((await pageOf(stormPage)).state).toBe('open')
    await enqueue(source.key, { dedup_key: 'host-39', event_action: 'resolve' })
    expect((await pageOf(stormPage)).state).toBe('resolved')
  })
})

describe('a source', () => {
  test('shows its key once, and works no more when it is removed', async () => {
    const source = await givenSource()
    const { items } = await world.ana.call(pager.listAlertSources, {})
    expect(JSON.stringify(items)).not.toContain(source.key)
    await enqueue(source.key, { dedup_key: 'x' })
    const [{ pageId } = { pageId: null }] = await alertsOf(source)
    expect((await world.ana.call(pager.listAlertSources, {})).items.find(({ id }) => id === source.id)).toMatchObject({
      openAlerts: 1,
      lastEventAt: '2026-01-16T18:30:00.000Z',
    })
    const namesake = { team: source.team.slug, name: 'Prometheus' }
    expect((await world.ana.refused(pager.addAlertSource, { body: namesake })).status).toBe(409)
    expect(await world.ana.call(pager.removeAlertSource, { params: { id: source.id } })).toEqual({ ended: 1 })
    expect(await pageOf(pageId)).toMatchObject({ state: 'resolved' })
    expect((await enqueue(source.key, { dedup_key: 'y' })).status).toBe(400)
  })
})

// Last: nobody at this address has another guess.
test('a wrong key says nothing of which there are, and guessing ends', async () => {
  const statuses = []
  for (let n = 0; n < 70; n += 1) statuses.push((await enqueue(randomUUID().replaceAll('-', ''), {})).status)
  expect(new Set(statuses)).toEqual(new Set([400, 429]))
  const source = await givenSource()
  expect((await enqueue(source.key, {})).status).toBe(202)
})

describe('an alert that is looked into', () => {
  test('says what was sent last, without the key that was sent with it, and its page', async () => {
    const source = await givenSource()
    await enqueue(source.key, { dedup_key: 'disk' })
    await enqueue(source.key, { dedup_key: 'disk', payload: { ...payload, custom_details: { token: 't0p', free: 1 } } })
    const [listed] = await alertsOf(source)
    const params = { id: source.id, alert: listed?.id ?? '' }
    const { payload: sent, ...alert } = await world.ana.call(pager.getAlert, { params })
    expect(alert).toMatchObject({ source: { id: source.id }, count: 2, page: { title: 'Disk is full', state: 'open' } })
    expect(JSON.parse(sent ?? '')).toMatchObject({
      routing_key: '•••',
      payload: { source: 'db-1', custom_details: { token: '•••', free: 1 } },
    })
    const rows = await world.sql(`select a::text as row from pager.alerts a where source_id = '${source.id}'`)
    expect(JSON.stringify(rows)).not.toContain(source.key)
  })

  test('of several that came together each has its own', async () => {
    const source = await givenSource()
    const alerts = ['a', 'b'].map((host) => ({ labels: { alertname: 'Disk', host } }))
    await post(`/integrations/alertmanager/${source.key}/api/v2/alerts`, alerts)
    const sent = []
    for (const { id } of await alertsOf(source)) {
      const { payload: one } = await world.ana.call(pager.getAlert, { params: { id: source.id, alert: id } })
      sent.push(JSON.parse(one ?? '') as { labels: { host: string } })
    }
    expect(sent.map(({ labels }) => labels.host).toSorted((a, b) => a.localeCompare(b))).toEqual(['a', 'b'])
  })

  test('is one of its source: under another it is not there', async () => {
    const [source, other] = [await givenSource(), await givenSource()]
    await enqueue(source.key, { dedup_key: 'disk' })
    const [listed] = await alertsOf(source)
    const params = { id: other.id, alert: listed?.id ?? '' }
    expect((await world.ana.refused(pager.getAlert, { params })).status).toBe(404)
  })
})
