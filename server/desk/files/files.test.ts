import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import PostalMime from 'postal-mime'
import * as desk from '@bellwether/contract/desk.ts'
import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { fileBytesMax, filesMax } from '@bellwether/contract/file-limits.ts'
import { addRole, createToken } from '@bellwether/contract/people.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { pixel } from '../../testing/mail-with-files.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
})
afterAll(() => world.stop())

let tickets = 0
const given = () => {
  tickets += 1
  return givenTicket(world, { from: `vera@files-${tickets}.test`, subject: `Files ${tickets}` })
}
interface Sent {
  name?: string
  kind?: 'reply' | 'note'
  bytes?: string | Uint8Array<ArrayBuffer>
  type?: string
  who?: Caller
}
const send = (ticket: { id: string }, { name = 'trace.har', kind = 'reply', bytes = 'lines', type, who }: Sent) =>
  (who ?? world.ana).raw(urlOf(desk.attachFile, { params: { id: ticket.id }, query: { kind, name } }), {
    method: 'POST',
    headers: { 'content-type': type ?? 'application/octet-stream' },
    body: bytes,
  })
const attach = async (ticket: { id: string }, file: Sent = {}): Promise<DraftFile> => {
  const response = await send(ticket, file)
  expect(response.status).toBe(201)
  return (await response.json()) as DraftFile
}
const refused = async (response: Response) => [response.status, ((await response.json()) as ProblemDetails).type]
const filesOf = async (ticket: { id: string }, who: Caller = world.ana) =>
  (await who.call(desk.listDrafts, { params: { ticketId: ticket.id } })).files
const inSeconds = (seconds: number) => new Date(world.clock.now().getTime() + seconds * 1000).toISOString()
const reply = (ticket: WholeTicket, fileIds: string[], sendAt: string | null = null) => ({
  params: { id: ticket.id },
  body: { text: 'See the file.', seenMessageId: ticket.newestMessageId, fileIds, sendAt },
})
const mailed = async (ticket: WholeTicket) => {
  const mails = world.mailbox.to(ticket.contact.email).filter(({ raw }) => raw.includes('See the file.'))
  return Promise.all(mails.map(({ raw }) => PostalMime.parse(raw)))
}
const attachmentsOf = async (ticket: WholeTicket) =>
  (await again(world, ticket)).timeline.flatMap((entry) => ('attachments' in entry ? entry.attachments : []))

describe('a file of a reply', () => {
  test('goes out with it, byte by byte, and stands in the time line', async () => {
    const ticket = await given()
    const image = await attach(ticket, {
      name: 'Ä "shot"\r\n.png',
      bytes: new Uint8Array(pixel),
      type: 'image/png',
    })
    const log = await attach(ticket, {
      name: 'app.log',
      bytes: 'one\ntwo\n'.repeat(20_000),
      type: 'text/plain; charset=x',
    })
    expect(await filesOf(ticket)).toEqual([image, log])
    expect(image).toMatchObject({ kind: 'reply', fileName: 'Ä "shot" .png', contentType: 'image/png' })
    await world.ana.call(desk.replyToTicket, reply(ticket, [image.id, log.id]))
    await world.settle()
    const [mail, ...more] = await mailed(ticket)
    expect(more).toEqual([])
    expect(mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Ä "shot" .png', 'image/png'],
      ['app.log', 'text/plain'],
    ])
    expect(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(pixel)
    expect(Buffer.from(mail?.attachments[1]?.content as ArrayBuffer).toString()).toBe('one\ntwo\n'.repeat(20_000))
    expect(await filesOf(ticket)).toEqual([])
    const shown = await attachmentsOf(ticket)
    expect(shown.map(({ fileName }) => fileName)).toEqual(['Ä "shot" .png', 'app.log'])
    expect(await (await ben.raw(shown[1]?.path ?? '')).text()).toHaveLength(160_000)
    expect((await ben.raw(shown[0]?.thumbnailPath ?? '')).headers.get('content-type')).toBe('image/webp')
    // Once.
    const twice = await world.ana.refused(desk.replyToTicket, reply(await again(world, ticket), [image.id]))
    expect([twice.status, twice.problem.errors?.[0]?.pointer]).toEqual([400, '/fileIds'])
  })

  test('that waits goes out with it; taken back it is again what whoever took it back writes', async () => {
    const ticket = await given()
    const file = await attach(ticket)
    const first = await world.ana.call(desk.replyToTicket, reply(ticket, [file.id], inSeconds(60)))
    expect(first.unsent[0]?.files).toEqual([file])
    expect(await filesOf(ticket)).toEqual([])
    // Whoever looks may have it taken back, and knows what it is.
    expect(await (await ben.raw(file.path)).text()).toBe('lines')
    expect((await world.ana.raw(file.path, { method: 'DELETE' })).status).toBe(404)
    await ben.call(desk.takeBackReply, { params: { id: first.unsent[0]?.id ?? '' } })
    expect([await filesOf(ticket), await filesOf(ticket, ben)]).toEqual([[], [file]])
    await ben.call(desk.replyToTicket, reply(ticket, [file.id], inSeconds(10)))
    await world.forward({ seconds: 11 })
    expect((await mailed(ticket)).map(({ attachments }) => attachments.length)).toEqual([1])
    expect(await attachmentsOf(ticket)).toMatchObject([{ fileName: 'trace.har', sizeBytes: 5 }])
  })

  test('is nobody else’s: neither seen, nor sent, nor taken off', async () => {
    const ticket = await given()
    const file = await attach(ticket)
    expect(await filesOf(ticket, ben)).toEqual([])
    expect((await ben.raw(file.path)).status).toBe(404)
    expect((await ben.raw(file.path, { method: 'DELETE' })).status).toBe(404)
    expect((await ben.refused(desk.replyToTicket, reply(ticket, [file.id]))).status).toBe(400)
    expect(await mailed(ticket)).toEqual([])
    // Of a note no file goes to the customer, by whichever mistake.
    const internal = await attach(ticket, { kind: 'note', name: 'internal.txt' })
    expect((await world.ana.refused(desk.replyToTicket, reply(ticket, [internal.id]))).status).toBe(400)
    const other = await given()
    expect((await world.ana.refused(desk.replyToTicket, reply(other, [file.id]))).status).toBe(400)
    expect((await world.ana.call(desk.removeFile, { params: { id: file.id } })).removed).toBe(true)
    expect((await world.ana.raw(file.path)).status).toBe(404)
    expect(await filesOf(ticket)).toEqual([internal])
  })

  test('that is taken off in the moment in which it is sent is either sent or gone', async () => {
    for (let n = 0; n < 6; n += 1) {
      const ticket = await given()
      const file = await attach(ticket)
      const [removed, sent] = await Promise.all([
        world.ana.raw(file.path, { method: 'DELETE' }),
        world.ana.raw(`/api/desk/tickets/${ticket.id}/replies`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(reply(ticket, [file.id]).body),
        }),
      ])
      expect([
        [200, 400],
        [404, 201],
      ]).toContainEqual([removed.status, sent.status])
      await world.settle()
      const shown = await attachmentsOf(ticket)
      expect((await mailed(ticket)).map(({ attachments }) => attachments.length)).toEqual(
        sent.status === 201 ? [1] : [],
      )
      for (const { path } of shown) expect((await world.ana.raw(path)).status).toBe(200)
    }
  }, 60_000)

  test('comes byte by byte, whatever its sender says that it is', async () => {
    const ticket = await given()
    const bytes = `From: a\n\n${'x'.repeat(3000)}\n\0end\n`
    const ids = []
    for (const type of ['multipart/mixed', 'message/rfc822', 'message/delivery-status', 'text/html'])
      ids.push((await attach(ticket, { name: `${type.replace('/', '.')}.eml`, type, bytes })).id)
    await world.ana.call(desk.replyToTicket, reply(ticket, ids))
    await world.settle()
    const [mail] = await mailed(ticket)
    expect(mail?.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer).toString())).toEqual(
      ids.map(() => bytes),
    )
    expect(
      Math.max(...(world.mailbox.to(ticket.contact.email).at(-1)?.raw.split('\n') ?? []).map((line) => line.length)),
    ).toBeLessThan(1000)
  })

  test('of a reply that was stopped goes nowhere else: put away it is gone', async () => {
    const ticket = await given()
    const file = await attach(ticket)
    const { unsent } = await world.ana.call(desk.replyToTicket, reply(ticket, [file.id], inSeconds(60)))
    const params = { id: unsent[0]?.id ?? '' }
    await ben.call(desk.takeBackReply, { params, query: { forget: 'true' } })
    expect([await filesOf(ticket), await filesOf(ticket, ben)]).toEqual([[], []])
    expect((await world.ana.raw(file.path)).status).toBe(404)
  })

  test('for one customer does not get to another one by a merge', async () => {
    const [from, into] = [await given(), await given()]
    await attach(from, { name: 'theirs.txt' })
    const body = { into: into.id, acrossCustomers: true }
    await world.ana.call(desk.mergeTicket, { params: { id: from.id }, body })
    expect(await filesOf(into)).toEqual([])
  })

  test('that is sent here twice with one key is one', async () => {
    const ticket = await given()
    const url = urlOf(desk.attachFile, { params: { id: ticket.id }, query: { kind: 'reply', name: 'once.txt' } })
    const init = { method: 'POST', headers: { 'content-type': 'text/plain', 'idempotency-key': 'once' }, body: 'once' }
    const [one, again] = [await world.ana.raw(url, init), await world.ana.raw(url, init)]
    expect(await again.json()).toEqual(await one.json())
    expect(await filesOf(ticket)).toHaveLength(1)
  })

  test('needs the right to write, and a person who writes', async () => {
    const ticket = await given()
    await world.ana.call(addRole, { body: { slug: 'reader', name: 'Reader', permissions: ['desk.read'] } })
    const reader = await world.person('Rea', { role: 'reader' })
    expect((await send(ticket, { who: reader })).status).toBe(403)
    const { token } = await world.ana.call(createToken, {
      body: { name: 'robot', permissions: ['desk.read', 'desk.write'] },
    })
    const program = callerFor(() => world.app.url, token)
    expect((await send(ticket, { who: program })).status).toBe(403)
    expect((await send({ id: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' }, {})).status).toBe(404)
  })
})

describe('a file of a note', () => {
  test('is for staff alone: in the time line, and in no mail', async () => {
    const ticket = await given()
    const file = await attach(ticket, { kind: 'note', name: 'core.dump' })
    await world.ana.call(desk.addNote, { params: { id: ticket.id }, body: { text: 'Look.', fileIds: [file.id] } })
    await world.ana.call(desk.replyToTicket, reply(ticket, []))
    await world.settle()
    expect((await mailed(ticket)).map(({ attachments }) => attachments)).toEqual([[]])
    const [shown] = await attachmentsOf(ticket)
    expect(await (await ben.raw(shown?.path ?? '')).text()).toBe('lines')
    await world.forward({ seconds: 2 })
    const { hits } = await ben.call(desk.searchTickets, { query: { q: 'core.dump' } })
    expect(hits[0]?.places).toMatchObject([{ kind: 'file', by: 'Ana' }])
  })

  test('goes along where its ticket is merged, begun or said', async () => {
    const [from, into] = [await given(), await given()]
    const said = await attach(from, { kind: 'note', name: 'said.txt' })
    await world.ana.call(desk.addNote, { params: { id: from.id }, body: { text: 'Look.', fileIds: [said.id] } })
    const begun = await attach(from, { kind: 'note', name: 'begun.txt' })
    const body = { into: into.id, acrossCustomers: true }
    await world.ana.call(desk.mergeTicket, { params: { id: from.id }, body })
    expect(await attachmentsOf(into)).toMatchObject([{ fileName: 'said.txt' }])
    expect(await filesOf(into)).toEqual([begun])
    // Whoever has the merged one on the screen still writes where it goes on.
    const late = await attach(from, { kind: 'note', name: 'late.txt' })
    const fileIds = [begun.id, late.id]
    await world.ana.call(desk.addNote, { params: { id: from.id }, body: { text: 'More.', fileIds } })
    expect((await attachmentsOf(into)).map(({ fileName }) => fileName)).toEqual(['said.txt', 'begun.txt', 'late.txt'])
  })
})

describe('too much', () => {
  test('is refused before it is kept: one file, all together, too many, and none', async () => {
    const ticket = await given()
    expect(await refused(await send(ticket, { bytes: Buffer.alloc(fileBytesMax + 1) }))).toEqual([
      413,
      '/problems/too-large',
    ])
    expect((await refused(await send(ticket, { bytes: '' })))[0]).toBe(400)
    expect((await refused(await send(ticket, { name: '' })))[0]).toBe(400)
    const half = { bytes: Buffer.alloc(fileBytesMax / 2, 'a') }
    await attach(ticket, half)
    const both = await Promise.all([send(ticket, half), send(ticket, half)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 413])
    expect(await filesOf(ticket)).toHaveLength(2)
    const many = await given()
    for (let n = 0; n < filesMax; n += 1) await attach(many)
    expect(await refused(await send(many, {}))).toEqual([409, '/problems/too-many-files'])
    // A note has its own.
    await attach(many, { kind: 'note' })
    // Of what was refused nothing is kept.
    const left = await world.sql(
      `select 1 from platform.doomed_files where sha256 not in (select sha256 from platform.files)`,
    )
    expect(left.length).toBeGreaterThan(0)
  }, 60_000)

  test('for one reply is refused also where it waits', async () => {
    const ticket = await given()
    const large = () => ({ bytes: Buffer.alloc(12_000_000, String(Math.random())) })
    const first = await attach(ticket, large())
    const { unsent } = await world.ana.call(desk.replyToTicket, reply(ticket, [first.id], inSeconds(60)))
    const second = await attach(ticket, large())
    await world.ana.call(desk.takeBackReply, { params: { id: unsent[0]?.id ?? '' } })
    for (const sendAt of [null, inSeconds(10)])
      expect((await world.ana.refused(desk.replyToTicket, reply(ticket, [first.id, second.id], sendAt))).status).toBe(
        413,
      )
    expect(await filesOf(ticket)).toHaveLength(2)
  }, 60_000)

  test('that nobody sends is forgotten after three months, and what waits is not', async () => {
    const ticket = await given()
    const [left, waits] = [await attach(ticket), await attach(ticket)]
    await world.ana.call(desk.replyToTicket, reply(ticket, [waits.id], inSeconds(200 * 86_400)))
    await world.forward({ minutes: 91 * 1440 })
    expect(await filesOf(ticket)).toEqual([])
    expect((await world.ana.raw(left.path)).status).toBe(404)
    expect((await again(world, ticket)).unsent[0]?.files).toEqual([waits])
  })
})
