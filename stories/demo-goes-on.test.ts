import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { listTickets } from '@bellwether/contract/desk.ts'
import { createTokenByOperator, getInstallation, type Installation } from '@bellwether/contract/installation.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerFor } from '../server/testing/caller.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'

/* A laptop is closed in the middle of the demo: its story goes on from where it was told, and nothing of it twice. */

const dataFolder = mkdtempSync(join(tmpdir(), 'bw-goes-on-'))
const environment = { BELLWETHER_DATA: dataFolder }
let server: RunServer
beforeAll(async () => {
  server = await runServer(environment, ['--demo'])
}, 90_000)
afterAll(async () => {
  await server.terminate()
  rmSync(dataFolder, { recursive: true, force: true })
})

const nobody = () => callerFor(() => server.url)
async function until(isTrue: (installation: Installation) => boolean): Promise<Installation> {
  for (let attempt = 0; attempt < 900; attempt += 1) {
    const installation = await nobody().call(getInstallation, {})
    if (isTrue(installation)) return installation
    await sleep(100)
  }
  throw new Error('it did not come to that within 90 seconds')
}

test('a server that is killed while the afternoon is sent sends the rest of it, and then the evening', async () => {
  const before = await until(({ demo }) => (demo?.told ?? 0) > 0.1)
  expect(before.demo?.told).toBeLessThan(1)
  await server.kill()
  server = await runServer(environment, ['--demo'])
  const after = await until(({ demo }) => (demo?.told ?? 0) > (before.demo?.told ?? 1))
  expect(after.now).toBe(before.now)
  await until(({ demo, now }) => demo?.told === 1 && now > '2026' && now.slice(11) > '18:30:03')

  const body = { operatorKey: server.operatorKey, name: 'reader', permissions: ['desk.read' as const] }
  const { token } = await nobody().call(createTokenByOperator, { body })
  const { items } = await callerFor(() => server.url, token).call(listTickets, { query: { limit: 50 } })
  expect(items.filter(({ isUrgent }) => isUrgent)).toHaveLength(1)
  expect(new Set(items.map(({ subject }) => subject)).size).toBe(items.length)
}, 240_000)

test('after a restart its clock goes on from there, not from what the real one shows', async () => {
  const { demo, now } = await until((installation) => installation.demo?.until !== null)
  await server.terminate()
  await sleep(3000)
  server = await runServer(environment, ['--demo'])
  const again = await nobody().call(getInstallation, {})
  expect(Date.parse(again.now) - Date.parse(demo?.until ?? now)).toBeLessThan(20_000)
}, 120_000)
