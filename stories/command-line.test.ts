import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordDeploy } from '@bellwether/contract/evidence.ts'
import { listSignals } from '@bellwether/contract/signals.ts'
import { callerFor } from '../server/testing/caller.ts'
import { runCommand, type RunServer, runServer } from '../server/testing/run-server.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'bw-command-'))
const environment = { BELLWETHER_DATA: dataFolder }
let server: RunServer

beforeAll(async () => {
  server = await runServer(environment)
}, 90_000)
afterAll(async () => {
  await server.terminate()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('a token that the command line made opens what it names and nothing else', async () => {
  const { status, said } = await runCommand(['token', 'create', 'ci', 'signals.read'], environment)
  expect(status).toBe(0)
  const program = callerFor(() => server.url, /^[\w-]{40,}$/m.exec(said)?.[0])
  expect(await program.call(listSignals, { query: {} })).toEqual({ items: [], nextCursor: null })
  const deploy = { service: 'edge', version: '1', startedAt: new Date().toISOString(), by: 'ci', title: 'First' }
  expect((await program.refused(recordDeploy, { body: deploy })).status).toBe(403)
})

test('an unknown permission is refused with the ones there are', async () => {
  const { status, said } = await runCommand(['token', 'create', 'ci', 'signals.reed'], environment)
  expect(status).toBe(2)
  expect(said).toContain('There is no permission "signals.reed"')
  expect(said).toContain('signals.read ')
})

test('the doctor finds a healthy installation healthy, and names what is wrong with another', async () => {
  const healthy = await runCommand(['doctor'], environment)
  expect(healthy.said).not.toContain('WRONG')
  expect(healthy.status).toBe(0)
  const other = await runCommand(['doctor'], { BELLWETHER_DATA: join(dataFolder, 'server.json', 'below-a-file') })
  expect(other.said).toContain('WRONG')
  expect(other.status).toBe(1)
})

test('settings that are not right are all named, before anything starts', async () => {
  const { status, said } = await runCommand(['serve'], { ...environment, PORT: 'seventy', CLICKHOUSE_URL: 'here' })
  expect(status).toBe(1)
  expect(said).toContain('PORT')
  expect(said).toContain('CLICKHOUSE_URL')
})

test('an unknown command is answered with the ones there are', async () => {
  const { status, said } = await runCommand(['serv'], environment)
  expect(status).toBe(2)
  expect(said).toContain('There is no command "serv"')
  expect(said).toContain('token create NAME')
})

test('a pipeline asks whether anybody would watch customers: 0 go, 1 no, 2 not known', async () => {
  const made = await runCommand(['token', 'create', 'pipeline', 'pager.read', 'pager.acknowledge'], environment)
  const withToken = { ...environment, BELLWETHER_TOKEN: /^[\w-]{40,}$/m.exec(made.said)?.[0] ?? '' }
  const ask = (...more: string[]) => runCommand(['deploy-window', 'proxy', ...more], withToken)
  expect(await ask()).toMatchObject({ status: 2, said: expect.stringContaining('no rota watches customers') })
  const overridden = await ask('--override', 'A hole that is used', '--by', 'Yuki')
  expect(overridden).toMatchObject({ status: 0, said: expect.stringContaining('Open: Yuki lets it go') })
  expect((await ask()).status).toBe(0)
  const stranger = await runCommand(['deploy-window', 'proxy'], { ...withToken, BELLWETHER_TOKEN: 'x'.repeat(43) })
  expect(stranger).toMatchObject({ status: 2, said: expect.stringContaining('Not known:') })
  const nowhere = await runCommand(['deploy-window', 'proxy'], { ...withToken, BELLWETHER_URL: 'http://127.0.0.1:1' })
  expect(nowhere.status).toBe(2)
  expect((await runCommand(['deploy-window'], withToken)).said).toContain('Usage: npx bellwether deploy-window SERVICE')
}, 90_000)

test('a team is paged from a terminal', async () => {
  const made = await runCommand(['token', 'create', 'terminal', 'pager.acknowledge'], environment)
  const withToken = { ...environment, BELLWETHER_TOKEN: /^[\w-]{40,}$/m.exec(made.said)?.[0] ?? '' }
  const unknown = await runCommand(['page', 'nobody-there', 'Fire'], withToken)
  expect(unknown).toMatchObject({ status: 1, said: expect.stringContaining('no such team') })
  expect((await runCommand(['page', 'support'], withToken)).said).toContain(
    'Usage: npx bellwether page [--can-wait] TEAM',
  )
  expect((await runCommand(['page', 'support', 'Fire'], environment)).status).toBe(2)
}, 90_000)
