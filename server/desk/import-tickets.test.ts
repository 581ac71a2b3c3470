import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T16:00:00.000Z' })
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const documented = { outcome: 'linked-article' as const, url: 'https://docs.test/purge', reason: null }

/** A ticket of two messages, on this day of January. */
function past(reference: string, day = '05', over: Partial<desk.ImportedTicket> = {}): desk.ImportedTicket {
  const at = (time: string): string => `2026-01-${day}T${time}:00.000Z`
  return {
    reference,
    subject: `About ${reference}`,
    contact: { name: 'V.', email: 'Vera@acme.test' },
    owner: null,
    createdAt: at('09:00'),
    messages: [
      { direction: 'in', at: at('09:00'), author: { name: 'Vera' }, text: 'How do we purge www.acme.test?' },
      { direction: 'out', at: at('10:00'), author: { name: 'Bo' }, text: 'With this call.' },
    ],
    resolvedAt: at('11:00'),
    documentation: documented,
    ...over,
  }
}

const send = (tickets: desk.ImportedTicket[]) => world.ana.call(desk.importTickets, { body: { tickets } })
const find = async (reference: string): Promise<desk.TicketSummary> => {
  const query = { view: 'resolved' as const, search: `About ${reference}` }
  const [found] = (await world.ana.call(desk.listTickets, { query })).items
  if (!found) throw new Error(`nothing was imported as ${reference}`)
  return found
}

describe('a ticket of the past', () => {
  test('is resolved, with what was said when it was said, its customer and its documentation', async () => {
    expect(await send([past('whole')])).toEqual({ added: 1, known: 0 })
    const ticket = await again(world, await find('whole'))
    expect(ticket).toMatchObject({
      state: 'resolved',
      customer: { key: 'acme' },
      contact: { name: 'Vera', email: 'vera@acme.test' },
      owner: null,
      mentionedSites: ['www.acme.test'],
      waitingOn: { holder: 'nobody', since: '2026-01-05T11:00:00.000Z' },
      createdAt: '2026-01-05T09:00:00.000Z',
      lastMessageAt: '2026-01-05T10:00:00.000Z',
      messageCount: 2,
      documentation: documented,
    })
    expect(ticket.timeline).toMatchObject([
      { kind: 'message', direction: 'in', at: '2026-01-05T09:00:00.000Z', author: { name: 'Vera', email: null } },
      { kind: 'message', direction: 'out', at: '2026-01-05T10:00:00.000Z', author: { name: 'Bo', email: null } },
      { kind: 'change', at: '2026-01-16T16:00:00.000Z', who: 'Ana', what: 'imported the ticket' },
    ])
  })

  test('says nothing that was not measured, and has no mail', async () => {
    await send([past('unmeasured')])
    const ticket = await again(world, await find('unmeasured'))
    expect(ticket).toMatchObject({ clocks: [], nextDueAt: null })
    const mail = { channel: 'import', rawPath: null, delivery: null, sender: null, isAutomatic: false }
    expect(ticket.timeline.slice(0, 2)).toMatchObject([mail, mail])
  })

  test('sends nothing, pages nobody, and whoever acts on new tickets does not hear of it', async () => {
    const mails = world.mailbox.mails.length
    await send([past('quiet')])
    await world.forward({ minutes: 10 })
    expect(world.mailbox.mails).toHaveLength(mails)
    expect((await world.ana.call(listPages, {})).items).toEqual([])
    const announced = await world.sql<{ name: string }>(
      `select name from platform.events where request_id = (select request_id from platform.events where name = 'desk.tickets-imported' order by number desc limit 1)`,
    )
    expect(announced).toEqual([{ name: 'desk.tickets-imported' }])
  })

  test('of somebody whom nobody knows belongs to no customer; without documentation it is doc debt', async () => {
    const contact = { name: 'Lou', email: 'lou@elsewhere.test' }
    await send([past('stranger', '06', { contact, documentation: null })])
    expect(await find('stranger')).toMatchObject({ customer: null, contact, isDocumented: false })
    const { items } = await world.ana.call(desk.listTickets, { query: { view: 'doc-debt', search: 'About stranger' } })
    expect(items).toHaveLength(1)
  })

  test('is owned by whoever owned it, where they are on staff', async () => {
    await send([past('owned', '05', { owner: 'ANA@staff.test' }), past('left', '05', { owner: 'gone@staff.test' })])
    expect(await find('owned')).toMatchObject({ owner: { name: 'Ana' } })
    expect(await find('left')).toMatchObject({ owner: null })
  })

  test('is opened again like any other, with a clock from then on', async () => {
    await send([past('reopened')])
    const { id } = await find('reopened')
    expect(await world.ana.call(desk.reopenTicket, { params: { id } })).toMatchObject({
      state: 'open',
      clocks: [{ name: 'next-response', stoppedAt: null }],
    })
  })
})

describe('an import', () => {
  test('numbers tickets as they were written, and counts them', async () => {
    const count = async () => (await world.ana.call(desk.countTickets, {})).views['resolved'] ?? 0
    const before = await count()
    await send([past('third', '09'), past('first', '07'), past('second', '08')])
    const numbers = [await find('first'), await find('second'), await find('third')].map(({ number }) => number)
    expect(numbers).toEqual([numbers[0], (numbers[0] ?? 0) + 1, (numbers[0] ?? 0) + 2])
    expect(await count()).toBe(before + 3)
  })

  test('that is sent again, or twice at once, brings nothing twice', async () => {
    expect(await send([past('once')])).toEqual({ added: 1, known: 0 })
    const changed = past('once', '06', { subject: 'About once, changed' })
    expect(await send([changed, past('new')])).toEqual({ added: 1, known: 1 })
    expect(await find('once')).toMatchObject({ subject: 'About once' })
    const both = await Promise.all([send([past('race')]), send([past('race')])])
    expect(both.reduce((sum, { added }) => sum + added, 0)).toBe(1)
    expect((await world.sql(`select 1 from desk.tickets where subject = 'About race'`)).length).toBe(1)
  })

  test('of two hundred tickets is one request', async () => {
    const tickets = Array.from({ length: 200 }, (_, at) => past(`many-${at}`))
    expect(await send(tickets)).toEqual({ added: 200, known: 0 })
  })

  test('is for administrators, and audited', async () => {
    const bo = await world.person('Bo')
    const refused = await bo.refused(desk.importTickets, { body: { tickets: [past('not mine')] } })
    expect(refused).toMatchObject({ status: 403, problem: { detail: expect.stringContaining('desk.configure') } })
    await send([past('audited')])
    const [entry] = await world.sql(
      `select actor_name, detail from platform.audit_entries where action = 'desk.import-tickets' order by id desc limit 1`,
    )
    expect(entry).toEqual({ actor_name: 'Ana', detail: { added: 1, known: 0 } })
  })
})

describe('refused, with what is wrong where it stands, is', () => {
  const good = past('refused')
  type Message = desk.ImportedTicket['messages'][number]
  const [asked, answered] = good.messages as [Message, Message]
  const late = '2026-01-17T00:00:00.000Z'
  const unwritten = { outcome: 'not-needed' as const, url: null, reason: null }

  test.each<[string, Partial<desk.ImportedTicket>, string[]]>([
    ['an answer before the question', { messages: [answered, asked] }, ['/messages/1/at']],
    ['a message before its ticket', { createdAt: answered.at }, ['/messages/0/at']],
    ['a ticket that ended before its last message', { resolvedAt: asked.at }, ['/resolvedAt']],
    ['a ticket that is still to come', { createdAt: late }, ['/createdAt', '/messages/0/at']],
    ['one that ends in the future', { resolvedAt: late }, ['/resolvedAt']],
    ['one of a time without mail', { createdAt: '0000-01-01T00:00:00.000Z' }, ['/createdAt']],
    ['nothing said', { messages: [] }, ['/messages']],
    ['nothing written', { messages: [{ ...asked, text: ' \n' }] }, ['/messages/0/text']],
    ['a text that is too long', { messages: [{ ...asked, text: 'a'.repeat(100_001) }] }, ['/messages/0/text']],
    ['a subject that is too long', { subject: 'a'.repeat(501) }, ['/subject']],
    ['a reason that is missing', { documentation: unwritten }, ['/documentation/reason']],
    ['no reference', { reference: ' ' }, ['/reference']],
  ])('%s', async (_, over, pointers) => {
    const refused = await world.ana.refused(desk.importTickets, {
      body: { tickets: [past('kept'), { ...good, ...over }] },
    })
    expect(refused.status).toBe(400)
    expect(refused.problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers.map((one) => `/tickets/1${one}`))
    expect(await world.sql(`select 1 from desk.imported_tickets where reference = 'kept'`)).toEqual([])
  })

  test('a reference that stands twice', async () => {
    const refused = await world.ana.refused(desk.importTickets, { body: { tickets: [good, good] } })
    expect(refused.problem.errors).toMatchObject([{ pointer: '/tickets/1/reference' }])
  })
})
