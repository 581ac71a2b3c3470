import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer } from '@bellwether/contract/customers.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { listEvents } from '@bellwether/contract/evidence.ts'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { getMailLedger } from '@bellwether/contract/mail.ts'
import { signInByPassword } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { startEngineServer } from '../server/testing/engine-server.ts'
import { letter } from '../server/testing/letter.ts'
import { type Mailbox, openMailbox } from '../server/testing/mailbox.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'
import { openSender } from '../server/testing/start-world.ts'
import { startTestPostgres, type TestPostgres } from '../server/testing/test-postgres.ts'

/*
 * Two web processes, a worker and an intake on one database, one engine and one folder of files. Each is killed in
 * turn while customers write and support answers: what was accepted is there afterwards, once, and whoever lives goes on.
 */
const names = ['web', 'web-2', 'worker', 'intake'] as const
type Name = (typeof names)[number]

const folder = mkdtempSync(join(tmpdir(), 'bw-many-'))
const processes = new Map<Name, RunServer>()
let records: TestPostgres
let engine: Awaited<ReturnType<typeof startEngineServer>>
let mailbox: Mailbox
let ana: Caller
/** Through which of the web processes somebody comes in. */
let through: Name = 'web'

const accepted = { events: [] as string[], mails: [] as string[], replies: [] as string[] }
const running = (name: Name): RunServer => {
  const found = processes.get(name)
  if (!found) throw new Error(`${name} does not run`)
  return found
}

async function start(name: Name): Promise<void> {
  const environment = {
    BELLWETHER_DATA: join(folder, name),
    DATABASE_URL: `postgresql:///postgres?host=${records.socketFolder}&user=bellwether`,
    CLICKHOUSE_URL: engine.url,
    FILES_URL: `file://${join(folder, 'files')}`,
    SMTP_URL: mailbox.url,
    SUPPORT_ADDRESS: 'support@desk.test',
  }
  processes.set(name, await runServer(environment, ['--roles', name.split('-')[0] ?? '']))
}

beforeAll(async () => {
  records = await startTestPostgres('embedded')
  engine = await startEngineServer()
  mailbox = await openMailbox()
  for (const name of names) await start(name)
  ana = callerFor(() => running(through).url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  // The link that one process printed is good at the other.
  through = 'web-2'
  const { setupToken } = running('web')
  await ana.call(setUpInstallation, { body: { setupToken, organisation: 'Northwind', ...person } })
  const contacts = [{ name: 'Vera', email: 'vera@acme.test' }]
  await ana.call(addCustomer, { body: { key: 'acme', name: 'Acme', contacts } })
}, 180_000)
afterAll(async () => {
  for (const one of processes.values()) await one.terminate()
  await mailbox.stop()
  await engine.stop()
  await records.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

let count = 0

async function customerWrites(): Promise<void> {
  // Each from somebody else: the brakes hold back too many mails to one.
  const subject = `Letter ${(count += 1)}`
  const sender = openSender(running('intake'))
  try {
    const { raw, envelope } = letter({ from: `Vera <vera-${count}@acme.test>`, subject, text: 'It is slow.' })
    await sender.sendMail({ raw, envelope })
    accepted.mails.push(subject)
  } catch {
    // The intake is down: a mail server would come again.
  } finally {
    sender.close()
  }
}

async function exporterSends(): Promise<void> {
  const id = `event-${(count += 1)}`
  const body = JSON.stringify({ timestamp: new Date().toISOString(), 'customer.id': 'acme', 'request.id': id })
  const headers = { 'content-type': 'application/x-ndjson' }
  const sent = intakeCaller().raw('/api/evidence/events', { method: 'POST', headers, body })
  if ((await sent.catch(() => undefined))?.status === 202) accepted.events.push(id)
}

/** The session that one process gave is good at every other. */
const intakeCaller = (): Caller => ({ ...ana, raw: (path, init) => at('intake', () => ana.raw(path, init)) })
async function at<Result>(name: Name, work: () => Promise<Result>): Promise<Result> {
  const before = through
  through = name
  const done = work()
  through = before
  return done
}

async function supportAnswers(): Promise<void> {
  const { items } = await ana.call(desk.listTickets, { query: { view: 'unclaimed', limit: 1 } })
  const [ticket] = items
  if (!ticket) return
  const { newestMessageId: seenMessageId } = await ana.call(desk.getTicket, { params: { id: ticket.id } })
  await ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'We look.', seenMessageId } })
  accepted.replies.push(ticket.contact.email)
}

/** Everybody goes on while `strike` does its work; what fails they would do again. */
async function whileWorking(strike: () => Promise<void>): Promise<void> {
  let isStriking = true
  const work = async (): Promise<void> => {
    while (isStriking) {
      await Promise.all([customerWrites(), exporterSends(), supportAnswers().catch(() => undefined)])
      await sleep(50)
    }
  }
  const working = work()
  await strike()
  isStriking = false
  await working
}

/** Waits until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await isSo().catch(() => false)) return
    await sleep(100)
  }
  throw new Error('it did not become so within 40 seconds')
}

test.each(names)('%s is killed and comes back, and the others go on', { timeout: 120_000 }, async (name) => {
  through = name === 'web' ? 'web-2' : 'web'
  const before = accepted.replies.length
  await whileWorking(async () => {
    await sleep(1500)
    await running(name).kill()
    await sleep(1500)
    await start(name)
    await sleep(500)
  })
  await customerWrites()
  await exporterSends()
  await until(async () => (await ana.call(getMailLedger, {})).outcomes.waiting === 0)
  await until(async () => (await supportAnswers(), accepted.replies.length > before))
})

async function everySubject(cursor?: string): Promise<string[]> {
  const { items, nextCursor } = await ana.call(desk.listTickets, { query: { view: 'all', limit: 200, cursor } })
  return [...items.map(({ subject }) => subject), ...(nextCursor === null ? [] : await everySubject(nextCursor))]
}

test('what was accepted is there, once: each mail a ticket, each event found, each answer sent', async () => {
  const ledger = async () => (await ana.call(getMailLedger, {})).outcomes
  await until(async () => (await ledger()).waiting === 0)
  // Whoever is killed between keeping a mail and saying so has it, though its sender does not know.
  const tickets = await everySubject()
  expect([...new Set(accepted.mails).difference(new Set(tickets))]).toEqual([])
  expect(tickets.length).toBe(new Set(tickets).size)
  expect((await ledger()).ticket).toBe(tickets.length)

  const found = async (): Promise<string[]> => {
    const { items } = await ana.call(listEvents, { query: { where: ['customer.id=acme'], limit: 200 } })
    return items.map((one) => one.requestId)
  }
  await until(async () => (await found()).length >= Math.min(accepted.events.length, 200))
  const events = await found()
  expect(new Set(events).size).toBe(events.length)
  // As with mails: what was kept before its sender was told is there, too.
  if (events.length < 200) expect([...new Set(accepted.events).difference(new Set(events))]).toEqual([])

  const answersTo = (address: string) => mailbox.to(address).filter((mail) => mail.text?.includes('We look.'))
  await until(async () => accepted.replies.every((address) => answersTo(address).length > 0))
  // Whoever is killed between handing a mail over and noting it down sends it again, under the same Message-ID.
  for (const address of accepted.replies) expect(new Set(answersTo(address).map((mail) => mail.messageId)).size).toBe(1)
}, 120_000)

test('what one web process changes, the screens of the other hear', async () => {
  through = 'web'
  const stream = await at('web-2', () => ana.raw('/api/live'))
  const reader = stream.body!.getReader()
  const [ticket] = (await ana.call(desk.listTickets, { query: { limit: 1 } })).items
  await ana.call(desk.addNote, { params: { id: ticket!.id }, body: { text: 'Seen.' } })
  let heard = ''
  while (!heard.includes(ticket!.id)) heard += Buffer.from((await reader.read()).value ?? []).toString()
  await reader.cancel()
}, 30_000)

test('tries at a password are counted over all processes', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 12; n += 1) {
    const who = callerFor(() => running(n % 2 === 0 ? 'web' : 'web-2').url)
    const body = { email: 'ana@staff.test', password: 'wrong' }
    statuses.push((await who.refused(signInByPassword, { body })).status)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
}, 30_000)

test('a worker answers nobody, an intake takes evidence in and nothing else', async () => {
  const statusAt = async (name: Name, path: string) => (await at(name, () => ana.raw(path))).status
  expect([await statusAt('worker', '/healthz'), await statusAt('worker', '/api/desk/tickets')]).toEqual([200, 404])
  expect([await statusAt('intake', '/healthz'), await statusAt('intake', '/api/desk/tickets')]).toEqual([200, 404])
  const headers = { 'content-type': 'application/x-ndjson' }
  const toWeb = await ana.raw('/api/evidence/events', { method: 'POST', headers, body: '{}' })
  expect([toWeb.status, ((await toWeb.json()) as { detail: string }).detail]).toEqual([
    503,
    expect.stringContaining('role "intake"'),
  ])
})
