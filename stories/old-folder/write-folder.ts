import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addCustomer } from '@bellwether/contract/customers.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { recordDeploy } from '@bellwether/contract/evidence.ts'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { addRota, addContactMethod } from '@bellwether/contract/pager.ts'
import { addPerson, addTeam, createToken } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../server/testing/caller.ts'
import { letter } from '../../server/testing/letter.ts'
import { openSender } from '../../server/testing/start-world.ts'
import { type RunServer, runServer } from '../../server/testing/run-server.ts'
import { packedBytes } from './packing.ts'

/*
 * Writes a data folder with a little of everything as the version at hand leaves it, and packs it:
 * `node stories/old-folder/write-folder.ts FILE.tar.zst`. Later versions must open what earlier ones packed.
 */

const minute = 60_000

async function main([target = 'old-folder.tar.zst']: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bw-old-'))
  const environment = { BELLWETHER_DATA: folder, SUPPORT_ADDRESS: 'support@desk.test' }
  const server = await runServer({ ...environment, EMERGENCY_ADDRESS: 'emergency@desk.test' })
  await fill(server)
  await sleep(15_000)
  await server.terminate()
  writeFileSync(target, packedBytes(execFileSync('tar', ['-c', '-C', folder, '.'], { maxBuffer: 1e9 })))
  rmSync(folder, { recursive: true })
}

async function fill(server: RunServer): Promise<void> {
  const ana = callerFor(() => server.url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  await ana.call(setUpInstallation, { body: { setupToken: server.setupToken, organisation: 'Northwind', ...person } })
  const team = await ana.call(addTeam, { body: { slug: 'infrastructure', name: 'Infrastructure' } })
  const ines = { name: 'Ines', email: 'ines@staff.test', teams: ['infrastructure'] }
  const { person: lead } = await ana.call(addPerson, { body: ines })
  await ana.call(createToken, { body: { name: 'exporter', permissions: ['evidence.write'] } })
  const layers = [{ timeZone: 'Europe/Paris', startsOn: '2026-01-12', people: [lead.id] }]
  await ana.call(addRota, { body: { team: 'infrastructure', name: 'On call', layers } })
  const address = 'https://phones.example.test/ines'
  await ana.call(addContactMethod, { params: { id: lead.id }, body: { kind: 'webhook', address } })
  await addEvidence(ana)
  await addTickets(server, ana, team.id)
}

async function addEvidence(ana: Caller): Promise<void> {
  const startedAt = new Date(Date.now() - 30 * minute).toISOString()
  const deploy = { service: 'proxy', version: '2.0.0', title: 'An urgent fix', by: 'ines', startedAt }
  await ana.call(recordDeploy, { body: deploy })
  const lines = Array.from({ length: 200 }, (_, n) =>
    JSON.stringify({
      timestamp: new Date(Date.now() - 20 * minute + n * 1000).toISOString(),
      kind: 'request',
      'service.name': 'proxy',
      'host.name': `pop1-h${n % 4}`,
      'customer.id': ['acme', 'blue'][n % 2],
      'http.response.status_code': n % 10 === 0 ? 502 : 200,
      ...(n % 10 === 0 ? { 'error.message': `upstream ${n} refused` } : {}),
    }),
  )
  const headers = { 'content-type': 'application/x-ndjson' }
  await ana.raw('/api/evidence/events', { method: 'POST', headers, body: lines.join('\n') })
}

/** One ticket in each state: new, claimed, asked of a team, answered by one, with the customer, resolved, merged, urgent. */
async function addTickets(server: RunServer, ana: Caller, toTeam: string): Promise<void> {
  for (const key of ['acme', 'blue']) {
    const contacts = [{ name: 'Vera', email: `vera@${key}.test` }]
    const plan = { plan: 'premium' as const, isVip: key === 'acme' }
    await ana.call(addCustomer, { body: { key, name: key, ...plan, sites: [`www.${key}.test`], contacts } })
  }
  const subjects = ['New', 'Claimed', 'Asked', 'Answered', 'With the customer', 'Resolved', 'Merged']
  for (const subject of subjects) await write(server, `vera@blue.test`, subject, 'support@desk.test')
  await write(server, 'vera@acme.test', 'Urgent', 'emergency@desk.test')
  const tickets = await filed(ana, subjects.length + 1)
  const at = async (subject: string) => {
    const id = tickets.find((one) => one.subject === subject)!.id
    return ana.call(desk.getTicket, { params: { id } })
  }
  const ask = async (subject: string): Promise<desk.Ticket> => {
    const { id } = await at(subject)
    await ana.call(desk.claimTicket, { params: { id }, body: {} })
    const dueAt = new Date(Date.now() + 60 * minute).toISOString()
    return ana.call(desk.handOffTicket, { params: { id }, body: { toTeam, question: 'Is it the proxy?', dueAt } })
  }
  const reply = async (subject: string): Promise<void> => {
    const { id, newestMessageId: seenMessageId } = await at(subject)
    await ana.call(desk.replyToTicket, { params: { id }, body: { text: 'We look into it.', seenMessageId } })
  }
  await ana.call(desk.claimTicket, { params: { id: (await at('Claimed')).id }, body: {} })
  await ask('Asked')
  const answered = await ask('Answered')
  const handOff = answered.openHandOffs[0]!.id
  await ana.call(desk.acknowledgeHandOff, { params: { id: handOff } })
  await ana.call(desk.answerHandOff, { params: { id: handOff }, body: { text: 'It is.' } })
  await reply('With the customer')
  await reply('Resolved')
  await ana.call(desk.resolveTicket, { params: { id: (await at('Resolved')).id }, body: {} })
  const into = (await at('New')).number
  await ana.call(desk.mergeTicket, { params: { id: (await at('Merged')).id }, body: { into } })
}

async function write(server: RunServer, from: string, subject: string, to: string): Promise<void> {
  const { raw, envelope } = letter({ from: `Vera <${from}>`, subject, text: 'It is broken.', to })
  const sender = openSender(server)
  await sender.sendMail({ raw, envelope }).finally(() => sender.close())
}

async function filed(ana: Caller, count: number): Promise<desk.TicketSummary[]> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { items } = await ana.call(desk.listTickets, { query: { limit: 200 } })
    if (items.length === count) return items
    await sleep(200)
  }
  throw new Error('the mails did not become tickets')
}

await main(process.argv.slice(2))
