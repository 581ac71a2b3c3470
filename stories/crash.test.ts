import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listTickets } from '@bellwether/contract/desk.ts'
import { listEvents } from '@bellwether/contract/evidence.ts'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { getMailLedger } from '@bellwether/contract/mail.ts'
import { callerFor, type Caller } from '../server/testing/caller.ts'
import { letter } from '../server/testing/letter.ts'
import { openSender } from '../server/testing/start-world.ts'
import { childrenOf, postgresProcess, runCommand, type RunServer, runServer } from '../server/testing/run-server.ts'

/*
 * Whatever is killed, and when: what was accepted is there afterwards, once. One data folder with the
 * embedded PostgreSQL and the embedded engine, the server as a process of its own.
 */
const dataFolder = mkdtempSync(join(tmpdir(), 'bw-crash-'))
const environment = { BELLWETHER_DATA: dataFolder, SUPPORT_ADDRESS: 'support@desk.test' }
let server: RunServer
let ana: Caller
const acceptedEvents: string[] = []
const acceptedMails: string[] = []

beforeAll(async () => {
  server = await runServer(environment)
  ana = callerFor(() => server.url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Northwind', ...person } })
}, 120_000)
afterAll(async () => {
  await server.terminate()
  rmSync(dataFolder, { recursive: true, force: true })
})

async function sendEvents(batch: number): Promise<void> {
  const ids = Array.from({ length: 20 }, (_, n) => `${batch}-${n}`)
  const lines = ids.map((id) =>
    JSON.stringify({ timestamp: new Date().toISOString(), 'customer.id': 'crash', 'request.id': id }),
  )
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await ana.raw('/api/evidence/events', { method: 'POST', headers, body: lines.join('\n') })
  if (response.status === 202) acceptedEvents.push(...ids)
}

async function sendLetter(batch: number): Promise<void> {
  const subject = `Letter ${batch}`
  const { raw, envelope } = letter({ from: `Vera <vera-${batch}@shop.test>`, subject, text: 'It is broken.' })
  const sender = openSender(server)
  await sender.sendMail({ raw, envelope }).finally(() => sender.close())
  acceptedMails.push(subject)
}

/** Customers go on sending while `strike` does its work; what is refused they would send again. */
async function whileSending(from: number, strike: () => Promise<void>): Promise<void> {
  let striking = true
  const sending = async (): Promise<void> => {
    for (let batch = from; striking || batch < from + 8; batch += 1) {
      await Promise.allSettled([sendEvents(batch), sendLetter(batch)])
      await sleep(20)
    }
  }
  await Promise.all([strike().finally(() => (striking = false)), sending()])
}

async function foundEvents(): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await ana.call(listEvents, { query: { where: ['customer.id=crash'], limit: 200, cursor } })
    ids.push(...page.items.map((event) => event.requestId))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return ids.toSorted()
}

async function foundTickets(): Promise<string[]> {
  const subjects: string[] = []
  let cursor: string | undefined
  do {
    const page = await ana.call(listTickets, { query: { limit: 100, cursor } })
    subjects.push(...page.items.map((ticket) => ticket.subject))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return subjects.toSorted()
}

/** All that was accepted is found; a refused one may be there as well, but nothing is there twice. */
async function expectNothingLost(): Promise<void> {
  await expect.poll(foundEvents, { timeout: 50_000, interval: 300 }).toEqual(expect.arrayContaining(acceptedEvents))
  await expect.poll(foundTickets, { timeout: 50_000, interval: 300 }).toEqual(expect.arrayContaining(acceptedMails))
  const [events, tickets] = [await foundEvents(), await foundTickets()]
  expect(events).toEqual([...new Set(events)])
  expect(tickets).toEqual([...new Set(tickets)])
  expect(await ana.call(getMailLedger, {})).toMatchObject({ astray: 0, outcomes: { waiting: 0 } })
}

test('the engine is killed while events come in', async () => {
  await whileSending(1000, async () => {
    await sleep(200)
    const [engine] = childrenOf(server.processId, 'engine-process')
    process.kill(engine!, 'SIGKILL')
    await sleep(500)
  })
  expect(acceptedEvents.length).toBeGreaterThan(100)
  await expectNothingLost()
}, 120_000)

test('PostgreSQL is killed while mails come in; meanwhile requests are told to come back', async () => {
  await whileSending(2000, async () => {
    await sleep(200)
    process.kill(postgresProcess(dataFolder), 'SIGKILL')
    const away = await ana.raw(`${listTickets.path}`)
    expect([200, 503]).toContain(away.status)
    await sleep(500)
  })
  await expectNothingLost()
}, 120_000)

test('the server is killed, and the next one adopts what was left', async () => {
  const postgres = postgresProcess(dataFolder)
  await whileSending(3000, async () => {
    await sleep(300)
    await server.kill()
    server = await runServer(environment)
  })
  expect(postgresProcess(dataFolder)).toBe(postgres)
  await expectNothingLost()
}, 120_000)

test('everything is killed at once', async () => {
  await whileSending(4000, async () => {
    await sleep(300)
    const engines = childrenOf(server.processId, 'engine-process')
    const postgres = postgresProcess(dataFolder)
    for (const id of [...engines, postgres]) process.kill(id, 'SIGKILL')
    await server.kill()
    server = await runServer(environment)
  })
  await expectNothingLost()
}, 120_000)

test('a second server on the same data folder is refused with what to do', async () => {
  const { status, said } = await runCommand(['serve'], environment)
  expect(status).toBe(1)
  expect(said).toContain('BELLWETHER_DATA=')
  expect((await ana.raw('/healthz')).status).toBe(200)
}, 30_000)

test('a port that is in use is named, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const folder = mkdtempSync(join(tmpdir(), 'bw-port-'))
  const { port } = other.address() as AddressInfo
  const { status, said } = await runCommand(['serve'], { BELLWETHER_DATA: folder, PORT: String(port) })
  expect(status).toBe(1)
  expect(said).toContain(`Port ${port} is in use`)
  expect(() => postgresProcess(folder)).toThrow('ENOENT')
  other.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

test('asked to stop it drains: the request in hand is answered, the next start finds all of it', async () => {
  const slow = ana.raw('/api/evidence/events', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: slowBody(`${JSON.stringify({ 'customer.id': 'crash', 'request.id': 'last' })}\n`),
    duplex: 'half',
  } as RequestInit)
  await sleep(200)
  const stopped = server.terminate()
  expect((await slow).status).toBe(202)
  expect(await stopped).toBe(0)
  expect(() => postgresProcess(dataFolder)).toThrow('ENOENT')
  server = await runServer(environment)
  acceptedEvents.push('last')
  await expectNothingLost()
}, 120_000)

/** Half a line now, the other half when the server has been asked to stop. */
async function* slowBody(line: string): AsyncGenerator<Buffer> {
  yield Buffer.from(line.slice(0, 10))
  await sleep(600)
  yield Buffer.from(line.slice(10))
}
