import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { acknowledge, change, resolve, trigger } from '@pagerduty/pdjs'
import { WebClient } from '@slack/web-api'
import { IncomingWebhook } from '@slack/webhook'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDeploys } from '@bellwether/contract/evidence.ts'
import * as pager from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { mailCertificate } from '../../mail/mail.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

/* Clients that we did not write, unchanged. */
let world: World
type Source = AnswerOf<typeof pager.addAlertSource>
let source: Source
const folder = mkdtempSync(join(tmpdir(), 'bw-clients-'))
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
  source = await givenSource('Monitoring')
})
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

const givenSource = (name: string): Promise<Source> =>
  world.ana.call(pager.addAlertSource, { body: { team: 'support', name } })
const alertsOf = async ({ id }: Source) => (await world.ana.call(pager.listAlerts, { params: { id } })).items
const alerts = () => alertsOf(source)

/** The client of PagerDuty speaks TLS alone: what a proxy does in front of the server. */
async function openTls(): Promise<{ host: string; close: () => void }> {
  const server = createServer(
    await mailCertificate({ cert: undefined, key: undefined }, folder),
    (incoming, outgoing) => {
      const { method, headers, url } = incoming
      const passed = request(`${world.app.url}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.pipe(passed)
    },
  )
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

test('@pagerduty/pdjs triggers, acknowledges and resolves', async () => {
  const { host, close } = await openTls()
  const to = { server: host, agent: new Agent({ rejectUnauthorized: false }) }
  const payload = { summary: 'Disk is full', source: 'db-1', severity: 'critical' as const }
  const data = { routing_key: source.key, dedup_key: 'pdjs' }
  const sent = await trigger({ ...to, data: { ...data, payload } } as never)
  expect(sent).toMatchObject({ status: 202, data: { status: 'success', dedup_key: 'pdjs' } })
  expect(await alerts()).toMatchObject([{ title: 'Disk is full', state: 'open' }])
  await acknowledge({ ...to, data } as never)
  expect(await alerts()).toMatchObject([{ state: 'acknowledged' }])
  await resolve({ ...to, data } as never)
  expect(await alerts()).toMatchObject([{ state: 'resolved' }])
  const changed = { routing_key: source.key, payload: { summary: 'Build 7', source: 'ci' } }
  expect((await change({ ...to, data: changed } as never)).status).toBe(202)
  expect((await world.ana.call(pager.listChanges, {})).items).toMatchObject([{ summary: 'Build 7', origin: 'ci' }])
  // What names its version is a deploy, however often it is sent.
  const timestamp = world.clock.now().toISOString()
  const build = { ...changed.payload, timestamp, custom_details: { service: 'shop', build_number: 7, user: 'kim' } }
  for (let times = 0; times < 2; times += 1)
    await change({ ...to, data: { ...changed, payload: build, links: [{ href: 'https://ci.test/7' }] } } as never)
  await world.settle()
  expect((await world.ana.call(listDeploys, {})).items).toMatchObject([
    { service: 'shop', version: '7', title: 'Build 7', by: 'kim', url: 'https://ci.test/7', startedAt: timestamp },
  ])
  close()
})

const require = createRequire(import.meta.url)
type Calls = Record<string, (...args: unknown[]) => void>
/** It is older than modules, and says nothing of its types. */
interface OpsgenieSdk {
  configure(options: { host: string; api_key: string }): void
  readonly alertV2: Calls
  readonly heartbeat: Calls
}

test('opsgenie-sdk creates, acknowledges, notes and closes, and pings a heartbeat', async () => {
  const mine = await givenSource('Opsgenie')
  const { configure, alertV2, heartbeat } = require('opsgenie-sdk') as OpsgenieSdk
  configure({ host: mine.opsgenieUrl, api_key: mine.key })
  const call = (on: Calls, name: string, ...args: unknown[]) =>
    new Promise<{ requestId: string; data: { alertId: string } }>((done, fail) =>
      on[name]?.(...args, undefined, (error: unknown, answer: never) => (error ? fail(error as Error) : done(answer))),
    )
  const byAlias = { identifier: 'sdk', identifierType: 'alias' }
  const { requestId } = await call(alertV2, 'create', { message: 'Disk is full', alias: 'sdk', priority: 'P1' })
  const { data } = await call(alertV2, 'getRequestStatus', requestId)
  expect(await alertsOf(mine)).toMatchObject([{ id: data.alertId, title: 'Disk is full', severity: 'critical' }])
  await call(alertV2, 'acknowledge', byAlias, { note: 'on it' })
  expect(await alertsOf(mine)).toMatchObject([{ state: 'acknowledged' }])
  await call(alertV2, 'addNote', byAlias, { note: 'half way' })
  await call(alertV2, 'close', { identifier: data.alertId, identifierType: 'id' }, {})
  const [alert] = await alertsOf(mine)
  const page = await world.ana.call(pager.getPage, { params: { id: alert?.pageId ?? '' } })
  expect([
    alert?.state,
    page.state,
    page.entries.filter(({ kind }) => kind === 'note').map(({ text }) => text),
  ]).toEqual(['resolved', 'resolved', ['on it', 'half way']])
  const nightly = { team: 'support', name: 'nightly', periodSeconds: 60, graceSeconds: 60 }
  await world.ana.call(pager.addHeartbeat, { body: nightly })
  await call(heartbeat, 'ping', { identifier: 'nightly' })
  expect((await world.ana.call(pager.listHeartbeats, {})).items).toMatchObject([{ state: 'up' }])
})

test('@slack/webhook and @slack/web-api fire and resolve', async () => {
  const chat = await givenSource('What writes to a chat')
  const say = (color: string, text: string) =>
    new IncomingWebhook(chat.slackUrl).send({
      attachments: [{ color, fallback: text, title: text, title_link: 'https://x.test/' }],
    })
  expect((await say('danger', 'Disk of <https://db.test|db-7> is full')).text).toBe('ok')
  expect(await alertsOf(chat)).toMatchObject([
    { title: 'Disk of db-7 (https://db.test) is full', severity: 'critical', state: 'open' },
  ])
  await say('good', 'Disk of <https://db.test|db-7> is full')
  expect(await alertsOf(chat)).toMatchObject([{ state: 'resolved' }])
  const client = new WebClient('xoxb-any', { slackApiUrl: `${chat.slackUrl}/api/`, retryConfig: { retries: 0 } })
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Since 12:00.' } }]
  const posted = await client.chat.postMessage({ channel: '#ops', text: '[not JSON]', blocks })
  expect(posted).toMatchObject({ ok: true, channel: '#ops' })
  const alert = (await alertsOf(chat)).find(({ state }) => state === 'open')
  expect([alert?.title, (await world.ana.call(pager.getPage, { params: { id: alert?.pageId ?? '' } })).body]).toEqual([
    '[not JSON]',
    '[not JSON]\nSince 12:00.',
  ])
  await expect(new IncomingWebhook(`${world.app.url}/integrations/slack/none`).send('x')).rejects.toThrow('404')
})

const programs = ['/usr/bin/prometheus-alertmanager', '/usr/bin/amtool']
const hasAlertmanager = programs.every((program) => existsSync(program))
if (!hasAlertmanager)
  process.stdout.write('Skipped: Alertmanager, since the Debian package prometheus-alertmanager is not installed\n')

async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    if (await isTrue()) return
    await sleep(100)
  }
  throw new Error('it did not come true')
}

const isReady = (url: string) => () =>
  fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
const amtool = (url: string, ...args: string[]) =>
  promisify(execFile)(programs[1] ?? '', ['alert', 'add', ...args, `--alertmanager.url=${url}`])
const labels = ['alertname=DiskFull', 'instance=db-7', 'severity=critical']
const summary = '--annotation=summary=The disk of db-7 is full'

test.skipIf(!hasAlertmanager)(
  'Alertmanager fires and resolves by its webhook and as a client of PagerDuty, Opsgenie, VictorOps and Slack; amtool tells it',
  async () => {
    const names = ['webhook', 'PagerDuty', 'Opsgenie by Alertmanager', 'VictorOps', 'Slack'] as const
    const [webhook, pagerDuty, opsgenie, victorOps, slack] = await Promise.all(names.map(givenSource))
    const sources = [webhook, pagerDuty, opsgenie, victorOps, slack].filter((one) => one !== undefined)
    const [base, sent] = [world.app.url, { send_resolved: true }]
    const receiver = {
      name: 'all',
      webhook_configs: [{ url: webhook?.alertmanagerUrl, ...sent }],
      pagerduty_configs: [{ url: pagerDuty?.pagerDutyUrl, routing_key: pagerDuty?.key, ...sent }],
      opsgenie_configs: [
        { api_url: `${opsgenie?.opsgenieUrl}/`, api_key: opsgenie?.key, update_alerts: true, ...sent },
      ],
      victorops_configs: [
        { api_url: `${base}/integrations/victorops/`, api_key: victorOps?.key, routing_key: 'any', ...sent },
      ],
      slack_configs: [{ api_url: slack?.slackUrl, channel: '#ops', ...sent }],
    }
    const timing = { group_wait: '0s', group_interval: '1s', repeat_interval: '1h' }
    const config = { route: { receiver: 'all', group_by: ['alertname'], ...timing }, receivers: [receiver] }
    writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(config))
    const port = await freePort()
    const alertmanager = spawn(programs[0] ?? '', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ])
    const url = `http://127.0.0.1:${port}`
    const areAll = (state: string) => async () => {
      const all = await Promise.all(sources.map(alertsOf))
      return all.every(([alert]) => alert?.state === state)
    }
    try {
      await waitUntil(isReady(url))
      await amtool(url, ...labels, summary)
      await waitUntil(areAll('open'))
      for (const one of sources) {
        const [alert] = await alertsOf(one)
        const page = await world.ana.call(pager.getPage, { params: { id: alert?.pageId ?? '' } })
        expect([one.name, page.body]).toEqual([one.name, expect.stringMatching(/instance.{1,3}db-7|DiskFull \(db-7/)])
      }
      await amtool(url, ...labels, summary, `--end=${new Date().toISOString()}`)
      await waitUntil(areAll('resolved'))
      const [alert] = await alertsOf(sources[0]!)
      expect(alert?.title).toBe('The disk of db-7 is full')
      expect((await world.ana.call(pager.getPage, { params: { id: alert?.pageId ?? '' } })).state).toBe('resolved')
    } finally {
      alertmanager.kill('SIGKILL')
    }
  },
  60_000,
)

test.skipIf(!hasAlertmanager)('amtool fires and resolves without an Alertmanager', async () => {
  const mine = await givenSource('amtool')
  await amtool(mine.alertmanagerUrl, ...labels, summary)
  expect(await alertsOf(mine)).toMatchObject([{ title: 'The disk of db-7 is full', state: 'open' }])
  await amtool(mine.alertmanagerUrl, ...labels, summary, `--end=${new Date().toISOString()}`)
  expect(await alertsOf(mine)).toMatchObject([{ state: 'resolved' }])
})

const prometheus = '/usr/bin/prometheus'
const hasPrometheus = existsSync(prometheus)
if (!hasPrometheus) process.stdout.write('Skipped: Prometheus, since the Debian package prometheus is not installed\n')

test.skipIf(!hasPrometheus)(
  'Prometheus fires without an Alertmanager',
  async () => {
    const mine = await givenSource('Prometheus alone')
    const { host, pathname } = new URL(mine.alertmanagerUrl)
    const rule = { alert: 'AlwaysOn', expr: 'vector(1)', annotations: { summary: 'It is on' } }
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: [{ name: 'all', rules: [rule] }] }))
    const config = {
      global: { evaluation_interval: '1s' },
      rule_files: [join(folder, 'rules.yml')],
      alerting: { alertmanagers: [{ path_prefix: pathname, static_configs: [{ targets: [host] }] }] },
    }
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config))
    const program = spawn(prometheus, [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${await freePort()}`,
      // What fires before it knows where to is sent again.
      '--rules.alert.resend-delay=1s',
    ])
    try {
      await waitUntil(async () => (await alertsOf(mine)).length > 0)
      expect(await alertsOf(mine)).toMatchObject([{ title: 'It is on', severity: 'error', state: 'open' }])
    } finally {
      program.kill('SIGKILL')
    }
  },
  60_000,
)
