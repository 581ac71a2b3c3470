import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { acknowledge, resolve, trigger } from '@pagerduty/pdjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { mailCertificate } from '../../mail/mail.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

/* Clients that we did not write, unchanged. */
let world: World
let source: { id: string; key: string; alertmanagerUrl: string }
const folder = mkdtempSync(join(tmpdir(), 'bw-clients-'))
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
  source = await world.ana.call(pager.addAlertSource, { body: { team: 'support', name: 'Monitoring' } })
})
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

const alerts = async () => (await world.ana.call(pager.listAlerts, { params: { id: source.id } })).items

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
  close()
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

test.skipIf(!hasAlertmanager)(
  'Alertmanager fires and resolves by its webhook and as a client of PagerDuty; amtool tells it',
  async () => {
    const port = await freePort()
    const config = {
      route: {
        receiver: 'all',
        group_by: ['alertname'],
        group_wait: '0s',
        group_interval: '1s',
        repeat_interval: '1h',
      },
      receivers: [
        {
          name: 'all',
          webhook_configs: [{ url: source.alertmanagerUrl, send_resolved: true }],
          pagerduty_configs: [{ routing_key: source.key, url: `${world.app.url}/v2/enqueue`, send_resolved: true }],
        },
      ],
    }
    writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(config))
    const alertmanager = spawn(programs[0] ?? '', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ])
    const url = `http://127.0.0.1:${port}`
    const amtool = (...args: string[]) => promisify(execFile)(programs[1] ?? '', [...args, `--alertmanager.url=${url}`])
    try {
      await waitUntil(() =>
        fetch(`${url}/-/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      const labels = ['alertname=DiskFull', 'instance=db-7', 'severity=critical']
      await amtool('alert', 'add', ...labels, '--annotation=summary=The disk of db-7 is full')
      const fired = async () => (await alerts()).filter(({ key, state }) => key !== 'pdjs' && state === 'open')
      await waitUntil(async () => (await fired()).length === 2)
      const [one] = (await fired()).filter(({ title }) => title === 'The disk of db-7 is full')
      const page = await world.ana.call(pager.getPage, { params: { id: one?.pageId ?? '' } })
      expect(page.body).toContain('instance=db-7')
      await amtool(
        'alert',
        'add',
        ...labels,
        '--annotation=summary=The disk of db-7 is full',
        `--end=${new Date().toISOString()}`,
      )
      await waitUntil(async () => (await fired()).length === 0)
      expect((await world.ana.call(pager.getPage, { params: { id: one?.pageId ?? '' } })).state).toBe('resolved')
    } finally {
      alertmanager.kill('SIGKILL')
    }
  },
  60_000,
)
