import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'

/* Shapes of others than PagerDuty. */
let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

async function send(url: string, body: unknown, over: RequestInit = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(new URL(url, world.app.url), { method: 'POST', body: text, ...over })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('an alert in the shape of Opsgenie', () => {
  const opsgenie = ({ key }: { key: string }, path: string, body: unknown = {}, method = 'POST') =>
    send(path, method === 'GET' ? '' : body, {
      method,
      headers: { authorization: `GenieKey ${key}` },
      ...(method === 'GET' ? { body: null } : {}),
    })

  test('pages with all that it says; its request can be asked for', async () => {
    const source = await givenSource()
    const said = {
      message: 'Disk is full',
      alias: 'disk',
      description: 'of db-1',
      entity: 'db-1',
      tags: ['a', 7],
      details: { free: '0 B', n: 1 },
      priority: 'P1',
    }
    const answer = await opsgenie(source, '/v2/alerts', said)
    expect(answer).toMatchObject({ status: 202, body: { result: 'Request will be processed' } })
    const [alert] = await alertsOf(source)
    expect(alert).toMatchObject({ title: 'Disk is full', severity: 'critical', key: 'disk', state: 'open' })
    expect((await pageOf(alert?.pageId)).body).toBe('of db-1\nEntity: db-1\nTags: a, 7\nfree: 0 B\nn: 1')
    const asked = await opsgenie(source, `/v2/alerts/requests/${answer.body['requestId']}`, '', 'GET')
    expect(asked).toMatchObject({ status: 200, body: { data: { alertId: alert?.id, alias: 'disk', success: true } } })
    const unknown = await opsgenie(source, `/v2/alerts/requests/${randomUUID()}`, '', 'GET')
    expect(unknown).toMatchObject({ status: 404, body: { message: expect.stringContaining('not found') } })
  })

  test('is counted by its alias, and followed by its alias or its id', async () => {
    const source = await givenSource()
    const add = () => opsgenie(source, '/v2/alerts/', { message: 'Slow', alias: 'a/b' })
    await add()
    await add()
    const [alert] = await alertsOf(source)
    expect(alert).toMatchObject({ count: 2, severity: 'error' })
    await opsgenie(source, '/v2/alerts/a%2Fb/acknowledge/?identifierType=alias', { user: 'sam', note: 'on it' })
    expect((await alertsOf(source))[0]?.state).toBe('acknowledged')
    await opsgenie(source, '/v2/alerts/a%2Fb/message?identifierType=alias', { message: 'Very slow' }, 'PUT')
    const page = await pageOf(alert?.pageId)
    const notes = page.entries.filter(({ kind }) => kind === 'note').map(({ text }) => text)
    expect(notes).toEqual(['on it\nBy: sam', 'Very slow'])
    await opsgenie(source, `/v2/alerts/${alert?.id}/close`)
    expect((await pageOf(alert?.pageId)).state).toBe('resolved')
    await add()
    expect((await alertsOf(source)).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
  })

  test('of another source, or of nothing, is left out and yet accepted', async () => {
    const [one, other] = [await givenSource(), await givenSource()]
    await opsgenie(one, '/v2/alerts', { message: 'Mine', alias: 'mine' })
    const [alert] = await alertsOf(one)
    for (const path of [`${alert?.id}/close`, 'mine/close?identifierType=alias', 'x/close', '%00/close'])
      expect((await opsgenie(other, `/v2/alerts/${path}`)).status).toBe(202)
    expect((await alertsOf(one))[0]?.state).toBe('open')
  })

  test('of priority P4 is a page that can wait, of P5 none', async () => {
    const source = await givenSource()
    await opsgenie(source, '/v2/alerts', { message: 'Hm', priority: 'P4' })
    const [alert] = await alertsOf(source)
    expect([alert?.severity, (await pageOf(alert?.pageId)).urgency]).toEqual(['warning', 'low'])
    await opsgenie(source, '/v2/alerts', { message: 'Well', priority: 'P5' })
    expect((await alertsOf(source)).find(({ severity }) => severity === 'info')).toMatchObject({ pageId: null })
  })

  test.each([
    ['no message', {}, 422],
    ['no JSON', '{"message"', 400],
    ['a list', '[]', 422],
    ['too much', { message: 'x', description: 'x'.repeat(600_000) }, 413],
  ])('of %s is refused with what to do', async (_, body, status) => {
    const source = await givenSource()
    const answer = await opsgenie(source, '/v2/alerts', body)
    expect([answer.status, typeof answer.body['message']]).toEqual([status, 'string'])
    expect(await alertsOf(source)).toEqual([])
  })

  test('without a key, or with a wrong one, is refused alike', async () => {
    const body = { message: 'Disk is full' }
    const answers = [
      await send('/v2/alerts', body),
      await opsgenie({ key: 'no-such-key' }, '/v2/alerts', body),
      await opsgenie({ key: 'no-such-key' }, `/v2/alerts/requests/${randomUUID()}`, '', 'GET'),
    ]
    for (const answer of answers)
      expect([answer.status, answer.body['message']]).toEqual([403, 'No source of alerts has this key'])
  })

  test('a heartbeat of the team is heard of by its name', async () => {
    const source = await givenSource()
    const named = { team: source.team.slug, name: 'nightly', periodSeconds: 60, graceSeconds: 60 }
    const { id } = await world.ana.call(pager.addHeartbeat, { body: named })
    for (const method of ['GET', 'POST', 'PUT'])
      expect((await opsgenie(source, '/v2/heartbeats/nightly/ping', {}, method)).body['result']).toMatch(/^PONG/)
    expect((await opsgenie(await givenSource(), '/v2/heartbeats/nightly/ping')).status).toBe(404)
    const { items } = await world.ana.call(pager.listHeartbeats, {})
    expect(items.find((one) => one.id === id)?.state).toBe('up')
  })
})

describe('an event in the shape of VictorOps', () => {
  const victorOps = (source: Source, body: unknown) => send(`${source.victorOpsUrl}/any-route`, body)

  test('pages, is acknowledged and recovers, by its entity', async () => {
    const source = await givenSource()
    const said = { entity_id: 'db-1/disk', entity_display_name: 'Disk of db-1', state_message: 'Full', host: { a: 1 } }
    const answer = await victorOps(source, { message_type: 'critical', ...said })
    expect(answer).toEqual({ status: 200, body: { result: 'success', entity_id: 'db-1/disk' } })
    const [alert] = await alertsOf(source)
    expect(alert).toMatchObject({ title: 'Disk of db-1', severity: 'critical' })
    expect((await pageOf(alert?.pageId)).body).toBe('Full\nhost: {"a":1}')
    await victorOps(source, { message_type: 'ACKNOWLEDGEMENT', ...said })
    expect((await alertsOf(source))[0]?.state).toBe('acknowledged')
    await victorOps(source, { message_type: 'RECOVERY', ...said })
    expect((await pageOf(alert?.pageId)).state).toBe('resolved')
  })

  test.each([
    ['no type', {}],
    ['another type', { message_type: 'SHOUT' }],
    ['no JSON', '{'],
  ])('of %s is refused', async (_, body) => {
    expect(await victorOps(await givenSource(), body)).toMatchObject({ status: 400, body: { result: 'failure' } })
  })
})

describe('alerts as Prometheus posts them', () => {
  const post = (source: Source, alerts: unknown) => send(`${source.alertmanagerUrl}/api/v2/alerts`, alerts)
  const labels = (instance: string) => ({ alertname: 'DiskFull', instance, severity: 'critical' })

  test('are one each, by their labels, counted while they are repeated', async () => {
    const source = await givenSource()
    const firing = ['db-1', 'db-2'].map((instance) => ({ labels: labels(instance), endsAt: '2999-01-01T00:00:00Z' }))
    expect((await post(source, firing)).status).toBe(200)
    await post(source, firing)
    const alerts = await alertsOf(source)
    expect(alerts.map(({ count: sent, state }) => [sent, state])).toEqual([
      [2, 'open'],
      [2, 'open'],
    ])
    // Labels have no order.
    const { alertname, instance, severity } = labels('db-1')
    await post(source, [{ labels: { severity, instance, alertname }, endsAt: '2020-01-01T00:00:00.5Z' }])
    expect((await alertsOf(source)).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
    await post(source, [{ labels: labels('db-2'), endsAt: '0001-01-01T00:00:00Z' }])
    expect((await alertsOf(source)).find(({ state }) => state === 'open')?.count).toBe(3)
  })

  test('are all taken or none', async () => {
    const source = await givenSource()
    for (const wrong of [{ labels: {} }, { labels: 7 }, null]) {
      const answer = await post(source, [{ labels: labels('db-1') }, wrong])
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('1') } })
    }
    expect(await alertsOf(source)).toEqual([])
  })
})

describe('a change in the shape of PagerDuty', () => {
  const change = (key: string, event: Record<string, unknown>) =>
    send('/v2/change/enqueue', { routing_key: key, ...event })

  test('is kept for ninety days and notifies nobody', async () => {
    const source = await givenSource()
    const payload = {
      summary: 'Build 7 of api',
      source: 'ci',
      timestamp: '2026-01-16T17:00:00.000+0000',
      custom_details: { build: 7 },
    }
    const answer = await change(source.key, { payload, links: [{ href: 'https://ci.test/7', text: 'Build' }] })
    expect(answer).toEqual({ status: 202, body: { status: 'success', message: 'Change event processed' } })
    const mine = async () =>
      (await world.ana.call(pager.listChanges, {})).items.filter((one) => one.source.id === source.id)
    expect(await mine()).toMatchObject([
      {
        summary: 'Build 7 of api',
        origin: 'ci',
        happenedAt: '2026-01-16T17:00:00.000Z',
        source: { name: 'Prometheus' },
      },
    ])
    expect((await mine())[0]?.details).toBe('Build: https://ci.test/7\n{\n  "build": 7\n}')
    expect(await alertsOf(source)).toEqual([])
    await world.forward({ minutes: 89 * 24 * 60 })
    expect(await mine()).toHaveLength(1)
    await world.forward({ minutes: 2 * 24 * 60 })
    expect(await mine()).toEqual([])
  })

  test.each([
    ['no payload', {}],
    ['no summary', { payload: { source: 'ci' } }],
  ])('of %s is refused', async (_, event) => {
    const { key } = await givenSource()
    expect(await change(key, event)).toMatchObject({ status: 400, body: { status: 'invalid event' } })
  })

  test('at a time that is none happened when it came', async () => {
    const source = await givenSource()
    for (const timestamp of ['yesterday', '-271821-04-20T00:00:00Z'])
      expect((await change(source.key, { payload: { summary: 'x', timestamp } })).status).toBe(202)
  })
})

test("Grafana 11's webhook pages at the address for Alertmanager, and resolves there", async () => {
  const source = await givenSource()
  const group = (status: 'firing' | 'resolved') => ({
    receiver: 'Bellwether',
    status,
    orgId: 1,
    state: status === 'firing' ? 'alerting' : 'ok',
    version: '1',
    title: `[${status.toUpperCase()}:1] High load production (critical)`,
    message: '**Firing**\n\nValue: A=93, C=1',
    groupKey: '{alertname="High load"}:{instance="web-1"}',
    groupLabels: { alertname: 'High load', instance: 'web-1' },
    commonLabels: { alertname: 'High load', instance: 'web-1', severity: 'critical' },
    commonAnnotations: { summary: 'Load of web-1 is high' },
    externalURL: 'https://grafana.test/',
    truncatedAlerts: 0,
    alerts: [
      {
        status,
        labels: { alertname: 'High load', instance: 'web-1', severity: 'critical' },
        annotations: { summary: 'Load of web-1 is high', description: 'More than 90 %' },
        startsAt: '2026-01-16T18:29:00Z',
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-01-16T18:35:00Z',
        generatorURL: 'https://grafana.test/alerting/grafana/abc/view?orgId=1',
        fingerprint: 'c6eadffa33fcdf37',
        silenceURL: 'https://grafana.test/alerting/silence/new?alertmanager=grafana',
        dashboardURL: 'https://grafana.test/d/xyz',
        panelURL: 'https://grafana.test/d/xyz?viewPanel=4',
        values: { A: 93.2, C: 1 },
        valueString: "[ var='A' labels={instance=web-1} value=93.2 ]",
        imageURL: '',
      },
    ],
  })
  expect((await send(source.alertmanagerUrl, group('firing'))).status).toBe(200)
  const [alert] = await alertsOf(source)
  expect(alert).toMatchObject({ title: 'Load of web-1 is high', severity: 'critical', state: 'open' })
  expect((await pageOf(alert?.pageId)).body).toContain('https://grafana.test/alerting/grafana/abc/view')
  await send(source.alertmanagerUrl, group('resolved'))
  expect((await pageOf(alert?.pageId)).state).toBe('resolved')
})

/** A call of each shape, and last a ping of a heartbeat that nobody knows. */
function callsOfEachShape({ key, alertmanagerUrl, victorOpsUrl }: Source) {
  const genie = { headers: { authorization: `GenieKey ${key}` } }
  const payload = { summary: 'Disk is full', source: 'db-1', severity: 'critical' }
  return [
    () => send('/v2/enqueue', { routing_key: key, event_action: 'trigger', dedup_key: 'disk', payload }),
    () => send('/v2/change/enqueue', { routing_key: key, payload }),
    () => send(`${alertmanagerUrl}/api/v2/alerts`, [{ labels: { alertname: 'DiskFull' } }]),
    () => send('/v2/alerts', { message: 'Disk is full' }, genie),
    () => send(victorOpsUrl, { message_type: 'CRITICAL', entity_id: 'x' }),
    () => fetch(`${world.app.url}/ping/${randomUUID()}`),
  ]
}

const tables = ['alerts', 'changes', 'heartbeats']

test('while the records are away every shape says so, and nobody is told that it was taken', async () => {
  const source = await givenSource()
  const calls = callsOfEachShape(source)
  for (const table of tables) await world.sql(`alter table pager.${table} rename to ${table}_away`)
  const statuses = []
  for (const call of calls) statuses.push((await call()).status)
  for (const table of tables) await world.sql(`alter table pager.${table}_away rename to ${table}`)
  expect(statuses).toEqual(calls.map(() => 503))
  expect(await alertsOf(source)).toEqual([])
  for (const call of calls.slice(0, -1)) expect((await call()).status).toBeLessThan(300)
})

test('while the records stand still every shape says so before its sender gives up; what is sent again is taken once', async () => {
  const source = await givenSource()
  const calls = callsOfEachShape(source)
  await world.sql(`begin; lock table ${tables.map((table) => `pager.${table}`).join()} in access exclusive mode`)
  const statuses = (await Promise.all(calls.map((call) => call()))).map(({ status }) => status)
  await world.sql('rollback')
  expect(statuses).toEqual(calls.map(() => 503))
  for (const call of calls.slice(0, -1)) expect((await call()).status).toBeLessThan(300)
  expect((await alertsOf(source)).filter(({ key }) => key === 'disk')).toHaveLength(1)
}, 20_000)

test('what no shape knows is not found, so that nobody takes a page of the console for success', async () => {
  for (const path of [
    '/v2/alerts/x/snooze',
    '/v2/enqueue/more',
    '/integrations/nagios/key',
    '/integrations/alertmanager',
  ])
    for (const method of ['GET', 'POST'])
      expect([path, (await fetch(`${world.app.url}${path}`, { method })).status]).toEqual([path, 404])
})

test('who has no key is refused before their body is read, and the connection goes on', async () => {
  const source = await givenSource()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (key: string, body: string): Promise<[number | undefined, boolean]> =>
    new Promise((resolve, reject) => {
      const asked = request(
        `${world.app.url}/integrations/alertmanager/${key}`,
        { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
        (answer) => answer.resume().once('end', () => resolve([answer.statusCode, asked.reusedSocket])),
      )
      asked.once('error', reject)
      asked.end(body)
    })
  // It is no JSON, which nobody finds out.
  expect(await ask('no-such-key', 'x'.repeat(3_000_000))).toEqual([400, false])
  expect(await ask(source.key, '{')).toEqual([400, true])
  agent.destroy()
})
