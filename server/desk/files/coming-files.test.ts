import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { fileBytesMax } from '@bellwether/contract/file-limits.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenTicket } from '../desk.builders.ts'

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
  return givenTicket(world, { from: `vera@parts-${tickets}.test`, subject: `Parts ${tickets}` })
}
const bytes = Uint8Array.from({ length: 10_000 }, (_, n) => (n * 7919) % 256)
const begin = (ticket: { id: string }, { sizeBytes = bytes.length, mark = 'monday', who = world.ana } = {}) =>
  who.call(desk.beginFile, { params: { id: ticket.id }, body: { kind: 'reply', name: 'trace.har', sizeBytes, mark } })
const part = (id: string, from: number, until: number, who = world.ana) =>
  who.raw(urlOf(desk.addFilePart, { params: { id }, query: { from } }), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes.slice(from, until),
  })
const filesOf = async (ticket: { id: string }, who: Caller = world.ana) =>
  (await who.call(desk.listDrafts, { params: { ticketId: ticket.id } })).files
const refused = async (response: Response) => [response.status, ((await response.json()) as ProblemDetails).type]
const partsKept = async () => (await world.sql<{ n: number }>('select count(*)::int as n from desk.coming_parts'))[0]?.n

describe('a file that comes in parts', () => {
  test('is put to the draft with the last one, whole', async () => {
    const ticket = await given()
    const { id, receivedBytes } = await begin(ticket)
    expect(receivedBytes).toBe(0)
    expect(await (await part(id, 0, 4000)).json()).toEqual({ receivedBytes: 4000, file: null })
    expect(await filesOf(ticket)).toEqual([])
    const last = (await (await part(id, 4000, 10_000)).json()) as { file: { path: string } }
    expect(last).toMatchObject({ receivedBytes: 10_000, file: { fileName: 'trace.har', sizeBytes: 10_000 } })
    const whole = new Uint8Array(await (await world.ana.raw(last.file.path)).arrayBuffer())
    const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex')
    expect(hash(whole)).toBe(hash(bytes))
    expect(await filesOf(ticket)).toHaveLength(1)
    expect(await partsKept()).toBe(0)
  })

  test('goes on where it was left, also after a restart', async () => {
    const ticket = await given()
    const { id } = await begin(ticket)
    await part(id, 0, 4000)
    await world.restart()
    expect(await begin(ticket)).toEqual({ id, receivedBytes: 4000, file: null })
    await part(id, 4000, 10_000)
    expect(await filesOf(ticket)).toHaveLength(1)
    // Whoever did not hear of the end is told, and sends it no second time; when it was taken off it may come once more.
    const [file] = await filesOf(ticket)
    expect(await begin(ticket)).toEqual({ id, receivedBytes: 10_000, file })
    expect(await (await part(id, 10_000, 10_000)).json()).toEqual({ receivedBytes: 10_000, file })
    expect(await filesOf(ticket)).toHaveLength(1)
    await world.ana.call(desk.removeFile, { params: { id: file?.id ?? '' } })
    expect(await begin(ticket)).toMatchObject({ receivedBytes: 0, file: null })
  })

  test('takes each part once, however often it is sent and however many at once', async () => {
    const ticket = await given()
    const { id } = await begin(ticket)
    const answers = await Promise.all([part(id, 0, 4000), part(id, 0, 4000), part(id, 0, 4000)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    expect(await refused(await part(id, 5000, 6000))).toEqual([409, '/problems/part-out-of-place'])
    expect(await refused(await part(id, 4000, 4001))).toEqual([400, '/problems/bad-input'])
    expect((await begin(ticket)).receivedBytes).toBe(4000)
  })

  test('of another mark is another file', async () => {
    const ticket = await given()
    await part((await begin(ticket)).id, 0, 4000)
    expect((await begin(ticket, { mark: 'tuesday' })).receivedBytes).toBe(0)
  })

  test('is nobody else’s, no longer than it was said to be, and not too much for a message', async () => {
    const ticket = await given()
    const { id } = await begin(ticket, { sizeBytes: 3000 })
    expect(await refused(await part(id, 0, 1000, ben))).toEqual([404, '/problems/not-found'])
    expect((await begin(ticket, { sizeBytes: 3000, who: ben })).id).not.toBe(id)
    expect((await part(id, 0, 4000)).status).toBe(400)
    await expect(begin(ticket, { sizeBytes: fileBytesMax + 1 })).rejects.toThrow('too-large')
  })

  test('where it could not be put together, an empty part at the end tries again', async () => {
    const ticket = await given()
    const { id } = await begin(ticket)
    await part(id, 0, 4000)
    // The process ended between its last part and the whole.
    const now = await part(id, 4000, 9999)
    expect(now.status).toBe(201)
    await world.sql(`update desk.coming_files set size_bytes = 9999 where id = '${id}'`)
    expect(await (await part(id, 9999, 9999)).json()).toMatchObject({ file: { sizeBytes: 9999 } })
    expect(await filesOf(ticket)).toHaveLength(1)
  })

  test('is forgotten when nothing more came for a day', async () => {
    const ticket = await given()
    const { id } = await begin(ticket)
    await part(id, 0, 4000)
    await world.forward({ minutes: 26 * 60 })
    expect(await refused(await part(id, 4000, 10_000))).toEqual([404, '/problems/not-found'])
    expect(await partsKept()).toBe(0)
  })
})
