import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { createToken, deactivatePerson, listPeople } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let ticketId: string
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
  ticketId = (await givenTicket(world, { from: 'vera@acme.test' })).id
})
afterAll(() => world.stop())

const note = (who: Caller, doing: 'viewing' | 'writing' | 'left') =>
  who.call(desk.notePresence, { params: { ticketId }, body: { doing } })
const seenBy = async (who: Caller) =>
  (await who.call(desk.listPresent, { params: { ticketId } })).items.map(
    ({ person, doing }) => `${person.name} ${doing}`,
  )

describe('who has a ticket open', () => {
  test('is seen by the others, whoever writes first, until they leave or are silent', async () => {
    await note(world.ana, 'viewing')
    expect((await note(ben, 'viewing')).items.map(({ person }) => person.name)).toEqual(['Ana'])
    await note(ben, 'writing')
    expect([await seenBy(world.ana), await seenBy(ben)]).toEqual([['Ben writing'], ['Ana viewing']])
    await note(world.ana, 'left')
    expect(await seenBy(ben)).toEqual([])
    await world.sql(`update desk.presence set at = at - interval '46 seconds'`)
    expect(await seenBy(world.ana)).toEqual([])
    await world.forward({ minutes: 6 })
    expect(await world.sql('select 1 from desk.presence')).toEqual([])
  })

  test('is told to screens when it changes, and not each time it is said', async () => {
    const heard: string[] = []
    const listening = new AbortController()
    const live = await ben.raw('/api/live', { signal: listening.signal })
    const reading = (async () => {
      for await (const chunk of live.body ?? []) heard.push(Buffer.from(chunk).toString())
    })().catch(() => undefined)
    for (const doing of ['viewing', 'viewing', 'viewing', 'writing'] as const) await note(world.ana, doing)
    await expect.poll(() => heard.join('')).toContain('desk.presence-changed')
    await new Promise((done) => setTimeout(done, 1500))
    listening.abort()
    await reading
    const changes = heard.join('').match(/desk\.presence-changed/g) ?? []
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.length).toBeLessThanOrEqual(2)
  })

  test('is nobody’s business for a ticket that is none, or for a program', async () => {
    const params = { ticketId: randomUUID() }
    expect((await ben.refused(desk.notePresence, { params, body: { doing: 'viewing' } })).status).toBe(404)
    expect((await ben.refused(desk.listPresent, { params })).status).toBe(404)
    const { token } = await world.ana.call(createToken, { body: { name: 'reader', permissions: ['desk.read'] } })
    const program = callerFor(() => world.app.url, token)
    const of = { params: { ticketId }, body: { doing: 'viewing' as const } }
    expect((await program.refused(desk.notePresence, of)).status).toBe(403)
  })
})

describe('a draft', () => {
  const keep = (who: Caller, text: string, kind: 'reply' | 'note' = 'reply') =>
    who.call(desk.keepDraft, { params: { ticketId, kind }, body: { text } })
  const draftsOf = async (who: Caller) =>
    (await who.call(desk.listDrafts, { params: { ticketId } })).items.map(({ kind, text }) => `${kind}: ${text}`)

  test('is there on another device, for who writes it alone, until it is empty', async () => {
    await keep(world.ana, 'Dear Vera')
    await keep(world.ana, 'Dear Vera, we')
    await keep(world.ana, 'ask the network', 'note')
    expect(await draftsOf(world.ana)).toEqual(['note: ask the network', 'reply: Dear Vera, we'])
    expect(await draftsOf(ben)).toEqual([])
    await keep(world.ana, ' ', 'note')
    expect(await draftsOf(world.ana)).toEqual(['reply: Dear Vera, we'])
  })

  test('is gone when it was said', async () => {
    await keep(world.ana, 'Dear Vera')
    await keep(world.ana, 'ask the network', 'note')
    await world.ana.call(desk.addNote, { params: { id: ticketId }, body: { text: 'Asked.' } })
    const { newestMessageId: seenMessageId } = await world.ana.call(desk.getTicket, { params: { id: ticketId } })
    await world.ana.call(desk.replyToTicket, { params: { id: ticketId }, body: { text: 'Done.', seenMessageId } })
    expect(await draftsOf(world.ana)).toEqual([])
  })

  test('is refused where it is too long, or on a ticket that is none', async () => {
    const long = { params: { ticketId, kind: 'reply' as const }, body: { text: 'x'.repeat(100_001) } }
    expect((await ben.refused(desk.keepDraft, long)).status).toBe(400)
    const none = { params: { ticketId: randomUUID(), kind: 'reply' as const }, body: { text: 'x' } }
    expect((await ben.refused(desk.keepDraft, none)).status).toBe(404)
  })

  test('goes with its writer', async () => {
    const dora = await world.person('Dora', { teams: ['support'] })
    await keep(dora, 'Dear Vera')
    const id = (await world.ana.call(listPeople, {})).items.find(({ name }) => name === 'Dora')?.id ?? ''
    await world.ana.call(deactivatePerson, { params: { id } })
    await world.settle()
    expect(await world.sql(`select 1 from desk.drafts where person_id = '${id}'`)).toEqual([])
  })
})
