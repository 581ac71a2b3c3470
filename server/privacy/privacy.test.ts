import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '@bellwether/contract/customers.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails, openRawMail } from '@bellwether/contract/mail.ts'
import { createToken, deactivatePerson } from '@bellwether/contract/people.ts'
import * as privacy from '@bellwether/contract/privacy.ts'
import type { Erasure } from '@bellwether/contract/privacy.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { again, givenTicket, type WholeTicket } from '../desk/desk.builders.ts'
import { letter } from '../testing/letter.ts'
import { mailWithFiles } from '../testing/mail-with-files.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'

/* Vera is at Acme, writes from two addresses, and asks to be forgotten; Max of the same customer stays. */

let world: World
let own: WholeTicket
let others: WholeTicket
const vera = 'vera@acme.test'
const former = 'v.bright@old.test'
const secret = 'The code of my door is Karussell'

beforeAll(async () => {
  world = await startWorld({ evidence: true })
  const legal = await world.team('legal')
  const contacts = [
    { name: 'Vera Bright', email: vera },
    { name: 'V. Bright', email: former },
    { name: 'Max', email: 'max@acme.test' },
  ]
  const body = { customers: [{ key: 'acme', name: 'Acme', contacts }] }
  await world.ana.call(customers.importCustomers, { body })
  const { items } = await world.ana.call(customers.listCustomers, { query: { search: 'acme' } })
  const [primary, second] = [vera, former].map(
    (email) => items[0]?.contacts.find((one) => one.email === email)?.id ?? '',
  )
  await world.ana.call(customers.mergeContact, { params: { id: second ?? '' }, body: { into: primary ?? '' } })
  const files = mailWithFiles([{ bytes: secret, contentType: 'text/plain', parameters: 'filename="door.txt"' }])
  own = await givenTicket(world, { from: `Vera Bright <${vera}>`, subject: 'My door', ...files })
  await world.ana.call(desk.addNote, { params: { id: own.id }, body: { text: `Vera Bright (${vera}) is upset` } })
  const asked = { toTeam: legal, question: 'May Vera see the log?', isPrivate: true }
  await world.ana.call(desk.handOffTicket, { params: { id: own.id }, body: asked })
  const headers = { Cc: `V <${former}>`, 'Message-ID': '<gate@acme.test>' }
  others = await givenTicket(world, { from: 'Max <max@acme.test>', subject: 'The gate', headers })
  const said = letter({ from: `V <${former}>`, text: secret, headers: { 'In-Reply-To': '<gate@acme.test>' } })
  await world.deliver(said.raw, { ...said.envelope, to: [supportAddress] })
  await world.settle()
  await world.ana.call(desk.addNote, {
    params: { id: others.id },
    body: { text: `Ask VERA@acme.test, not nova-${vera}.` },
  })
  await reply(own)
  await reply(others)
  await keepByTheWay(own)
  const tokenBody = { name: 'exporter', permissions: ['evidence.write' as const] }
  const { token } = await world.ana.call(createToken, { body: tokenBody })
  const timestamp = world.clock.now().toISOString()
  const line = (message: string) => ({ timestamp, 'service.name': 'auth', 'error.message': message, user: `<${vera}>` })
  await fetch(`${world.app.url}/api/evidence/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: [line(`no such user ${vera} ${vera}`), { ...line('fine'), user: 'max' }]
      .map((one) => JSON.stringify(one))
      .join('\n'),
  })
  await world.forward({ seconds: 30 })
})
afterAll(() => world.stop())

async function reply(ticket: WholeTicket): Promise<void> {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, {
    params: { id: ticket.id },
    body: { text: 'Dear Vera, so.', seenMessageId },
  })
  await world.settle()
}
/** A file of theirs that support puts to what it writes. */
async function attach(ticket: WholeTicket, kind: 'reply' | 'note'): Promise<string> {
  const url = urlOf(desk.attachFile, { params: { id: ticket.id }, query: { kind, name: `${vera} ${secret}.txt` } })
  const headers = { 'content-type': 'text/plain' }
  const response = await world.ana.raw(url, { method: 'POST', headers, body: `${kind} of ${vera}: ${secret}` })
  return ((await response.json()) as { id: string }).id
}
/** What support writes about somebody beside what is said: tags, a draft, a reply that waits, files, a view. */
async function keepByTheWay(ticket: WholeTicket): Promise<void> {
  const tickets = { ids: [ticket.id] }
  await world.ana.call(desk.actOnTickets, { body: { act: { kind: 'tag', add: ['karussell'] }, tickets } })
  const toMany = { kind: 'reply' as const, text: `To many: ${secret}`, signature: secret }
  const { id: actId } = await world.ana.call(desk.actOnTickets, { body: { act: toMany, tickets } })
  await world.ana.call(desk.undoAct, { params: { id: actId } })
  const where = { field: 'contactEmail', op: '~' as const, value: vera }
  await world.ana.call(desk.addView, { body: { name: `Of ${vera}`, where } })
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  const sendAt = new Date(world.clock.now().getTime() + 300 * 86_400_000).toISOString()
  const fileIds = [await attach(ticket, 'reply')]
  const body = { text: secret, seenMessageId, sendAt, fileIds }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  const noted = { text: 'Her file.', fileIds: [await attach(ticket, 'note')] }
  await world.ana.call(desk.addNote, { params: { id: ticket.id }, body: noted })
  await attach(ticket, 'reply')
  const draft = { params: { ticketId: ticket.id, kind: 'note' as const }, body: { text: `${vera}: ${secret}` } }
  await world.ana.call(desk.keepDraft, draft)
}
const resolve = async ({ id }: { id: string }): Promise<void> => {
  const documentation = { outcome: 'not-needed' as const, url: null, reason: id === own.id ? secret : 'A gate.' }
  await world.ana.call(desk.actOnTickets, { body: { act: { kind: 'resolve', documentation }, tickets: { ids: [id] } } })
}
const erase = () => world.ana.call(privacy.erasePerson, { body: { address: vera, confirmation: 'Vera@Acme.test' } })

/** Every row of every table as one text, by a way of its own. */
async function recordsWith(words: RegExp): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await world.sql<{ row: string }>(`select one::text as row from ${name} one`)
    for (const { row } of rows) if (words.test(row)) found.push(`${name}: ${row.slice(0, 200)}`)
  }
  return found
}
const evidenceWith = async (word: string) =>
  world.app.contextFor('test').engine.query(
    `select body, \`error.message\`, attributes from evidence.events
     where position(concat(body, \`error.message\`, toString(attributes)), '${word}') > 0`,
  )
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
}
const filesWith = (word: string): string[] =>
  filesIn(join(world.dataFolder, 'files')).filter((path) => readFileSync(path).includes(word))
/** Nobody has stored these files a moment ago. */
function ageFiles(): void {
  for (const path of filesIn(join(world.dataFolder, 'files'))) {
    const { mtimeMs } = statSync(path)
    utimesSync(path, new Date(), new Date(mtimeMs - 3_600_000))
  }
}

/** The engine writes over its events beside its work: an erasure comes back for it until that is done. */
async function forwardTo(stage: Erasure['stage'], id: string): Promise<Erasure> {
  let erasure = await world.ana.call(privacy.getErasure, { params: { id } })
  for (let turns = 0; erasure.stage !== stage && turns < 60; turns += 1) {
    await world.forward({ seconds: 10 })
    erasure = await world.ana.call(privacy.getErasure, { params: { id } })
    if (erasure.stage !== stage) await setTimeout(100)
  }
  return erasure
}

describe('who may', () => {
  test('is whoever has the right, and nobody else', async () => {
    const bo = await world.person('Bo')
    const query = { address: vera }
    const refused = [
      await bo.refused(privacy.getPersonData, { query }),
      await bo.refused(privacy.erasePerson, { body: { address: vera, confirmation: vera } }),
      await bo.refused(privacy.listErasures, { query: {} }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403])
    expect((await bo.raw(urlOf(privacy.exportPerson, { query }))).status).toBe(403)
  })
})

describe('what is kept of somebody', () => {
  test('is counted, by any address of theirs', async () => {
    const counted = {
      addresses: [former, vera],
      names: expect.arrayContaining(['Vera Bright', 'V. Bright']),
      customers: [{ name: 'Acme' }],
      tickets: 1,
      otherTickets: 1,
      obstacle: expect.stringContaining(`#${own.number}`),
    }
    for (const address of [vera, 'V.Bright@old.test'])
      expect(await world.ana.call(privacy.getPersonData, { query: { address } })).toMatchObject(counted)
  })

  test('is given away as an archive, without what was asked in private', async () => {
    const response = await world.ana.raw(urlOf(privacy.exportPerson, { query: { address: vera } }))
    expect(response.headers.get('content-disposition')).toContain('vera@acme.test.zip')
    const entries = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const textOf = (name: string) => strFromU8(entries[name] ?? new Uint8Array())
    const tickets = JSON.parse(textOf('tickets.json')) as { number: number; isTheirs: boolean; messages: unknown[] }[]
    expect(tickets.map(({ number, isTheirs, messages }) => [number, isTheirs, messages.length])).toEqual([
      [own.number, true, 2],
      [others.number, false, 1],
    ])
    const names = Object.keys(entries)
    expect(names.filter((name) => name.startsWith('mails-from-them/'))).toHaveLength(2)
    const [door] = names.filter((name) => name.endsWith('door.txt'))
    expect(textOf(door ?? '')).toBe(secret)
    expect(textOf('look-through-first/internal.json')).toContain('is upset')
    expect(textOf('look-through-first/internal.json')).toContain('"privateQuestions": 1')
    expect(textOf('look-through-first/events.json')).toContain(vera)
    expect(
      Object.values(entries)
        .map((entry) => strFromU8(entry))
        .join(''),
    ).not.toContain('see the log')
    const told = await recordsWith(/privacy\.export-person/)
    expect(told).toHaveLength(1)
    expect(told[0]).not.toContain(vera)
  })
})

describe('an erasure', () => {
  test('needs the address twice, nobody of our own, and nothing open', async () => {
    const refuse = async (address: string, confirmation = address) =>
      (await world.ana.refused(privacy.erasePerson, { body: { address, confirmation } })).problem
    expect((await refuse(vera, former)).type).toBe('/problems/other-confirmation')
    expect((await refuse('ana@staff.test')).detail).toContain('Ana')
    expect((await refuse(supportAddress)).detail).toContain('an address of this desk')
    expect((await refuse(vera)).detail).toContain(`Resolve first what is open: #${own.number}`)
  })

  test('leaves no word and no address of theirs in any store, and proves it', async () => {
    const [handOff] = (await again(world, own)).timeline.flatMap((one) =>
      one.kind === 'hand-off' ? [one.handOff.id] : [],
    )
    await world.ana.call(desk.withdrawHandOff, { params: { id: handOff ?? '' } })
    await resolve(own)
    const begun = await erase()
    expect(begun).toMatchObject({ stage: 'contact', proof: null })
    expect((await erase()).id).toBe(begun.id)
    expect(await forwardTo('files', begun.id)).toMatchObject({ stage: 'files', trouble: null })
    ageFiles()
    const erasure = await forwardTo('finished', begun.id)
    expect(erasure).toMatchObject({
      stage: 'finished',
      erased: { contacts: 1, tickets: 1, messages: 1, events: 1 },
      proof: { left: [], isEvidenceSearched: true },
    })
    expect(erasure.proof?.tables).toBeGreaterThan(60)

    expect(await recordsWith(/(?<![\w-])vera@acme\.test|bright|Karussell|is upset|see the log/i)).toEqual([])
    expect([
      ...filesWith('Karussell'),
      ...filesWith(vera),
      ...filesWith(Buffer.from(secret).toString('base64')),
    ]).toEqual([])
    expect(await evidenceWith(vera)).toEqual([])
    expect(await evidenceWith('no such user erased@erased.invalid erased@erased.invalid')).toHaveLength(1)
  }, 90_000)

  test('keeps what is not theirs: times, states, the words of others, and who resembles them', async () => {
    expect(await again(world, own)).toMatchObject({
      state: 'resolved',
      subject: 'Erased',
      contact: { name: 'Erased person' },
      customer: { key: 'acme' },
    })
    const text = JSON.stringify(await again(world, others))
    expect(text).toContain('Ask erased@erased.invalid, not nova-vera@acme.test.')
    expect(text).toContain('max@acme.test')
    const [customer] = (await world.ana.call(customers.listCustomers, { query: { search: 'acme' } })).items
    expect(customer?.contacts).toMatchObject([{ name: 'Max' }])
    const { items } = await world.ana.call(listIncomingMails, { query: {} })
    expect(items.filter(({ subject }) => subject === 'Erased')).toHaveLength(2)
    const id = items.find(({ subject }) => subject === 'Erased')?.id ?? ''
    const raw = await world.ana.raw(urlOf(openRawMail, { params: { id } }))
    expect([raw.status, await raw.text()]).toEqual([404, expect.stringContaining('was erased')])
  })

  test('is found again by whoever knows the address, though nothing says whose it was', async () => {
    const found = await world.ana.call(privacy.listErasures, { query: { address: former.toUpperCase() } })
    expect(found.items).toHaveLength(1)
    expect((await world.ana.call(privacy.listErasures, { query: { address: 'max@acme.test' } })).items).toEqual([])
  })

  test('stops where they write again, and goes on when that is resolved', async () => {
    const zoe = { address: 'zoe@acme.test', confirmation: 'zoe@acme.test' }
    const first = await givenTicket(world, { from: `Zoe <${zoe.address}>`, subject: 'Zoe asks' })
    await resolve(first)
    const { id } = await world.ana.call(privacy.erasePerson, { body: zoe })
    const second = await givenTicket(world, { from: `Zoe <${zoe.address}>`, subject: 'Zoe asks again' })
    await world.forward({ seconds: 10 })
    const stopped = await world.ana.call(privacy.getErasure, { params: { id } })
    expect(stopped).toMatchObject({ stage: 'tickets', trouble: expect.stringContaining(`#${second.number}`) })
    expect((await again(world, second)).contact.email).toBe(zoe.address)
    await resolve(second)
    await world.restart()
    await forwardTo('files', id)
    ageFiles()
    expect(await forwardTo('finished', id)).toMatchObject({
      stage: 'finished',
      trouble: null,
      erased: { tickets: 2 },
      proof: { left: [] },
    })
  })

  test('finds also whoever writes again while it goes on, after their tickets were emptied', async () => {
    const yan = 'yan@acme.test'
    const first = await givenTicket(world, { from: `Yan <${yan}>`, subject: 'Yan asks' })
    await resolve(first)
    const { id } = await world.ana.call(privacy.erasePerson, { body: { address: yan, confirmation: yan } })
    await forwardTo('files', id)
    const second = await givenTicket(world, {
      from: `Yan <${yan}>`,
      subject: 'Yan asks again',
      text: 'My pin is Kastanie',
    })
    await resolve(second)
    ageFiles()
    await forwardTo('files', id)
    ageFiles()
    const done = await forwardTo('finished', id)
    expect(done).toMatchObject({ erased: { tickets: 2 }, proof: { left: [], perhaps: [] } })
    expect(await recordsWith(/kastanie|yan@acme/i)).toEqual([])
    expect(filesWith('Kastanie')).toEqual([])
  })

  test('takes the words out of what colleagues were told, and what waits to be sent', async () => {
    const network = await world.team('network')
    await world.person('Nora', { teams: ['network'] })
    const wim = 'wim@acme.test'
    const ticket = await givenTicket(world, { from: `Wim <${wim}>`, subject: 'Marking one', text: 'Marking two' })
    const body = { toTeam: network, question: 'Marking three?' }
    const { openHandOffs } = await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body })
    const params = { id: openHandOffs[0]?.id ?? '' }
    await world.ana.call(desk.answerHandOff, { params, body: { text: 'Marking four', todo: 'Marking five' } })
    await world.ana.call(desk.finishTodo, { params })
    await world.settle()
    world.mailbox.refuse(450)
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    await world.ana.call(desk.replyToTicket, {
      params: { id: ticket.id },
      body: { text: 'Marking six', seenMessageId },
    })
    await resolve(ticket)
    const { id } = await world.ana.call(privacy.erasePerson, { body: { address: wim, confirmation: wim } })
    await forwardTo('files', id)
    ageFiles()
    expect((await forwardTo('finished', id)).proof).toMatchObject({ left: [] })
    world.mailbox.refuse(undefined)
    await world.forward({ minutes: 10 })
    expect(await recordsWith(/marking/i)).toEqual([])
    expect(world.mailbox.to('erased@erased.invalid')).toEqual([])
    expect(world.mailbox.to(wim).some(({ text }) => text?.includes('Marking six'))).toBe(false)
  })

  test('leaves an address that only ends like theirs, and says that something like it stands', async () => {
    const brien = 'brien@acme.test'
    await resolve(await givenTicket(world, { from: `Brien <${brien}>`, subject: 'Brien asks' }))
    const neighbour = await givenTicket(world, { from: `Pat <o'${brien}>`, subject: 'Pat asks' })
    const { id } = await world.ana.call(privacy.erasePerson, { body: { address: brien, confirmation: brien } })
    await forwardTo('files', id)
    ageFiles()
    const { proof } = await forwardTo('finished', id)
    expect(proof?.left).toEqual([])
    expect(proof?.perhaps.map(({ table }) => table)).toContain('desk.tickets')
    expect((await again(world, neighbour)).contact.email).toBe(`o'${brien}`)
  })

  test('is of somebody outside: nobody of ours, also who left, and not of everybody who was erased', async () => {
    const left = await world.person('Lou')
    await world.ana.call(deactivatePerson, { params: { id: left.id } })
    for (const address of ['lou@staff.test', 'erased@erased.invalid', 'ana@staff.test']) {
      const { problem } = await world.ana.refused(privacy.erasePerson, { body: { address, confirmation: address } })
      expect(problem.type).toBe('/problems/cannot-erase')
      expect((await world.ana.raw(urlOf(privacy.exportPerson, { query: { address } }))).status).toBe(409)
    }
  })
})
