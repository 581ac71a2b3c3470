import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { addPerson, addTeam } from '@bellwether/contract/people.ts'
import { openDatabase, type Database } from '../server/platform/database/open-database.ts'
import { openLog } from '../server/platform/log/open-log.ts'
import { askTeam } from '../server/desk/hand-offs/hand-off.builders.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { type Mailbox, openMailbox } from '../server/testing/mailbox.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'
import { startTestPostgres, type TestPostgres } from '../server/testing/test-postgres.ts'

/*
 * The server is killed in the middle of every act of a hand-off, and again as the acts are done. Whoever asks again
 * under the same key, as the console does, gets it done once; half of an act is never there.
 */
const folder = mkdtempSync(join(tmpdir(), 'bw-killed-'))
let records: TestPostgres
/** One connection: what it locks is locked until it lets go. */
let db: Database
let mailbox: Mailbox
let server: RunServer
let ana: Caller

/** One request of somebody, and what the audit calls it. */
interface Act {
  readonly ticketId: string
  readonly audited: string
  readonly path: string
  readonly body: unknown
  readonly key: string
}
let acts: Act[]

async function start(): Promise<void> {
  const environment = {
    BELLWETHER_DATA: join(folder, 'data'),
    DATABASE_URL: `postgresql:///postgres?host=${records.socketFolder}&user=bellwether`,
    SMTP_URL: mailbox.url,
    SUPPORT_ADDRESS: 'support@desk.test',
  }
  server = await runServer(environment)
}

beforeAll(async () => {
  records = await startTestPostgres('embedded')
  mailbox = await openMailbox()
  await start()
  const address = { host: records.socketFolder, user: 'bellwether', database: 'postgres' }
  db = openDatabase(address, openLog('error'), { connections: 1, isPatient: true })
  ana = callerFor(() => server.url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Northwind', ...person } })
  const network = await ana.call(addTeam, { body: { name: 'Network', slug: 'network' } })
  const edge = await ana.call(addTeam, { body: { name: 'Edge', slug: 'edge' } })
  await ana.call(addPerson, { body: { name: 'Otto', email: 'otto@staff.test', teams: ['network'] } })
  acts = await givenActs(network.id, edge.id)
}, 120_000)
afterAll(async () => {
  await server.terminate()
  await db.close()
  await mailbox.stop()
  await records.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Each act on a ticket of its own, ready to be done. */
async function givenActs(network: string, edge: string): Promise<Act[]> {
  const ticket = async (): Promise<string> => {
    const contact = { name: 'Vera', email: 'vera@acme.test' }
    const body = { subject: 'Broken', text: 'It is.', contact, channel: 'phone' as const, isAcknowledged: false }
    return (await ana.call(desk.takeTicket, { body })).id
  }
  const act = (ticketId: string, audited: string, path: string, body?: unknown): Act => ({
    ticketId,
    audited: `desk.${audited}`,
    path,
    body,
    key: randomUUID(),
  })
  let questions = 0
  const asked = async (): Promise<{ ticketId: string; id: string }> => {
    const ticketId = await ticket()
    const { id } = await askTeam(ana, { id: ticketId }, { toTeam: network })
    // Of a question that ends before its notice is due nobody is told.
    await mailbox.waitFor('otto@staff.test', (questions += 1))
    return { ticketId, id }
  }
  const onAsked = async (audited: string, verb: string, body?: unknown): Promise<Act> => {
    const { ticketId, id } = await asked()
    return act(ticketId, audited, `/api/desk/hand-offs/${id}/${verb}`, body)
  }
  const own = await ticket()
  const back = await asked()
  await ana.call(desk.askBack, { params: { id: back.id }, body: { text: 'Which one?' } })
  const answered = await asked()
  const returned = await asked()
  const answer = { text: 'A bad upstream.', todo: 'Replace it' }
  for (const { id } of [answered, returned]) await ana.call(desk.answerHandOff, { params: { id }, body: answer })
  return [
    act(own, 'hand-off-ticket', `/api/desk/tickets/${own}/hand-offs`, { toTeam: network, question: 'Why?' }),
    act(back.ticketId, 'reply-to-hand-off', `/api/desk/hand-offs/${back.id}/replies`, { text: 'The second.' }),
    act(answered.ticketId, 'finish-todo', `/api/desk/hand-offs/${answered.id}/todo-done`),
    await onAsked('acknowledge-hand-off', 'acknowledgement'),
    await onAsked('answer-hand-off', 'answer', { text: 'A bad upstream.' }),
    await onAsked('ask-back', 'question-back', { text: 'Which one?' }),
    await onAsked('decline-hand-off', 'refusal', { reason: 'Not ours.' }),
    await onAsked('pass-on-hand-off', 'passing-on', { toTeam: edge, toPerson: null, reason: 'Theirs.' }),
    await onAsked('withdraw-hand-off', 'withdrawal'),
    act(returned.ticketId, 'go-on-from-hand-off', `/api/desk/hand-offs/${returned.id}/return`),
  ]
}

const send = ({ path, body, key }: Act): Promise<Response> =>
  ana.raw(path, {
    method: 'POST',
    headers: { 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const run = async (text: string): Promise<unknown[]> => (await sql.raw(text).execute(db.kysely)).rows

/** Everything that the desk and the outbox hold of the tickets, as text. */
async function everythingOf(tickets: readonly string[]): Promise<unknown[]> {
  const theirs = `= any('{${tickets.join(',')}}')`
  const rows = (table: string, id: string) => `select one::text from ${table} one where ${id} ${theirs} order by 1`
  const tables = ['hand_offs', 'clocks', 'changes', 'ticket_facts', 'resolutions']
  return Promise.all([
    run(rows('desk.tickets', 'id')),
    ...tables.map((table) => run(rows(`desk.${table}`, 'ticket_id'))),
    run(rows('platform.events', `payload->>'ticketId'`)),
  ])
}

async function count(from: string): Promise<number> {
  const [row] = (await run(`select count(*)::int as n from ${from}`)) as [{ n: number }]
  return row.n
}

const timesDone = ({ ticketId, audited }: Act): Promise<number> =>
  count(`platform.audit_entries where about_id = '${ticketId}' and action = '${audited}'`)

async function countDone(): Promise<number> {
  const done = await Promise.all(acts.map(timesDone))
  return done.filter((times) => times > 0).length
}

/** What was announced and not delivered, and jobs that are not done. */
const undone = async (): Promise<number> =>
  (await count('platform.events where number is null')) +
  (await count('platform.subscribers s join platform.events e on e.name = s.event and e.number > s.position')) +
  (await count(`pgboss.job where state in ('created', 'active', 'retry') and name ~ '^[a-z]'`))

/** Nothing waits to be delivered. */
const settled = () => expect.poll(undone, { timeout: 30_000, interval: 200 }).toBe(0)

// So many that the server has connections left for its own work.
test.each([0, 5])(
  'killed before the end of an act, nothing of it is there (acts from %i)',
  async (from) => {
    const some = acts.slice(from, from + 5)
    const tickets = some.map(({ ticketId }) => ticketId)
    await settled()
    const untouched = await everythingOf(tickets)
    // Every act writes into the audit, near its end: with that held, all of them stand there.
    await run('begin; lock table platform.audit_entries in exclusive mode')
    const answers = Promise.allSettled(some.map(send))
    const waiting = `pg_locks where relation = 'platform.audit_entries'::regclass and not granted`
    await expect.poll(() => count(waiting), { timeout: 20_000 }).toBe(some.length)
    await server.kill()
    expect((await answers).map(({ status }) => status)).toEqual(some.map(() => 'rejected'))
    await run('rollback')
    await start()
    expect(await everythingOf(tickets)).toEqual(untouched)
  },
  120_000,
)

test('killed while they end, each is done once for whoever asks again', async () => {
  const answers = Promise.allSettled(acts.map(send))
  await expect.poll(countDone, { timeout: 20_000, interval: 2 }).toBeGreaterThan(0)
  await server.kill()
  await answers
  await start()
  const again = await Promise.all(acts.map(async (act) => (await send(act)).status))
  expect(again.filter((status) => status >= 300)).toEqual([])
  expect(await Promise.all(acts.map(timesDone))).toEqual(acts.map(() => 1))
}, 120_000)

test('whoever was asked is told of each question once', async () => {
  await settled()
  const questions = await count(
    `desk.hand_offs join people.teams team on team.id = asked_team_id where team.slug = 'network'`,
  )
  const told = (await mailbox.waitFor('otto@staff.test', questions)).map(({ subject }) => subject ?? '')
  const asking = told.filter((subject) => subject.startsWith('Ana asks Network'))
  expect(asking).toEqual([...new Set(asking)])
  expect(asking).toHaveLength(questions)
})
