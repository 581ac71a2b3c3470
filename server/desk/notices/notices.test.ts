import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { deactivatePerson, getMe, setMyLanguage } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, timelineOf } from '../desk.builders.ts'

let world: World
let ben: Caller
let benId: string
let count = 0
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
beforeEach(async () => {
  ben = await world.person(`Ben${(count += 1)}`, { teams: ['support'] })
  benId = (await ben.call(getMe, {})).person.id
})
afterAll(() => world.stop())

type Chosen = CallInput<typeof desk.setNoticeSettings>['body']
const choose = (over: Partial<Chosen> = {}) =>
  ben.call(desk.setNoticeSettings, {
    body: { events: ['mentioned', 'own-message', 'own-note', 'followed'], waitMinutes: 5, quiet: null, ...over },
  })
const given = (subject: string) => givenTicket(world, { from: 'vera@acme.test', subject })
const givenOwn = async (subject: string) => {
  const ticket = await given(subject)
  const act = { kind: 'give' as const, to: benId }
  await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [ticket.id] } } })
  return ticket
}
const note = ({ id }: { id: string }, text: string) => world.ana.call(desk.addNote, { params: { id }, body: { text } })
const toBen = () => world.mailbox.to(`ben${count}@staff.test`)
const told = () => toBen().map(({ subject }) => subject)

describe('somebody who wants to be told', () => {
  test('of their tickets is told once, after their time to look, who wrote and where, and nothing of what', async () => {
    await choose()
    const ticket = await givenOwn('Certificates')
    await note(ticket, 'A secret of ours.')
    await note(ticket, 'Another one.')
    await world.forward({ minutes: 4 })
    expect(told()).toEqual([])
    await world.forward({ minutes: 2 })
    expect(told()).toEqual([`The customer, Ana wrote 3 times on [#${ticket.number}]`])
    expect(toBen()[0]?.text).toMatch(
      new RegExp(`wrote 3 times on #${ticket.number}:\\n.*/tickets/${ticket.number}#entry-`),
    )
    expect(toBen()[0]?.raw).not.toMatch(/secret|Another|Why\?|vera|Certificates/i)
    await world.forward({ minutes: 60 })
    expect(told()).toHaveLength(1)
    await note(ticket, 'And more.')
    await world.forward({ minutes: 6 })
    expect(told()).toHaveLength(2)
  })

  test('and looked in time is not; nor of their own words, nor of what was there before they chose', async () => {
    const before = await givenOwn('Before')
    await choose()
    const ticket = await givenOwn('Looked at')
    await ben.call(desk.addNote, { params: { id: before.id }, body: { text: 'Mine.' } })
    const { timeline } = await again(world, ticket)
    const body = { seenEntryId: timeline.at(-1)?.id ?? '' }
    await ben.call(desk.lookAtTicket, { params: { id: ticket.id }, body })
    await world.forward({ minutes: 30 })
    expect(told()).toEqual([])
  })

  test('chooses of what: notes alone, or what they follow', async () => {
    await choose({ events: ['own-note'] })
    const own = await givenOwn('Own')
    const followed = await given('Followed')
    await ben.call(desk.followTicket, { params: { id: followed.id }, body: { isFollowing: true } })
    await world.forward({ minutes: 10 })
    expect(told()).toEqual([])
    await note(own, 'Look.')
    await note(followed, 'Look.')
    await world.forward({ minutes: 10 })
    expect(told()).toEqual([`Ana wrote on [#${own.number}]`])
    await choose({ events: ['followed'] })
    await note(followed, 'Look again.')
    await world.forward({ minutes: 10 })
    expect(toBen().at(-1)?.text).toContain('(you follow it)')
  })

  test('and reads German is told in German, by mentions too', async () => {
    await ben.call(setMyLanguage, { body: { language: 'de' } })
    await choose()
    const ticket = await givenOwn('Zertifikate')
    await note(ticket, `@ben${count}, look.`)
    await world.forward({ minutes: 6 })
    expect(new Set(told())).toEqual(
      new Set([`Ana hat Sie in #${ticket.number} erwähnt`, `Der Kunde schrieb zu [#${ticket.number}]`]),
    )
    const texts = toBen().map(({ text }) => text ?? '')
    expect(texts.join()).toMatch(/Sie wurden in Notizen erwähnt:[^]*Um dort eine interne Notiz zu schreiben/)
    expect(texts.join()).not.toMatch(/wrote|mentioned|Choose/)
    expect((await ben.call(getMe, {})).person.language).toBe('de')
  })

  test('has all that came meanwhile in one mail, also of several tickets', async () => {
    await choose({ waitMinutes: 60 })
    const [one, other] = [await givenOwn('One'), await givenOwn('Other')]
    await world.forward({ minutes: 61 })
    expect(told()).toEqual(['New on 2 of your tickets'])
    for (const { number } of [one, other]) expect(toBen()[0]?.text).toContain(`/tickets/${number}#entry-`)
  })

  test('is not told in their quiet hours, by mentions neither, and afterwards at once', async () => {
    const hour = (more: number): string =>
      new Date(world.clock.now().getTime() + more * 3_600_000).toISOString().slice(11, 16)
    await choose({ quiet: { from: hour(0), until: hour(2) } })
    const ticket = await givenOwn('At night')
    await note(ticket, `@ben${count}, a call.`)
    await world.forward({ minutes: 60 })
    expect(told()).toEqual([])
    await world.forward({ minutes: 61 })
    expect(told()).toHaveLength(2)
  })

  test('of mentions has them once, and can do without', async () => {
    await choose()
    const ticket = await givenOwn('Mentioned')
    await world.forward({ minutes: 6 })
    await note(ticket, `@ben${count}, look.`)
    await world.forward({ minutes: 6 })
    expect(told().slice(1)).toEqual([`Ana mentioned you on #${ticket.number}`])
    await choose({ events: [] })
    await note(ticket, `@ben${count}, again.`)
    await world.forward({ minutes: 60 })
    expect(told()).toHaveLength(2)
  })

  test('and has left is told of nothing', async () => {
    await choose()
    const ticket = await givenOwn('Left')
    await world.ana.call(deactivatePerson, { params: { id: benId } })
    await note(ticket, 'Look.')
    await world.forward({ minutes: 60 })
    expect(told()).toEqual([])
  })

  test('by two processes at once is told once', async () => {
    await choose()
    await givenOwn('Twice')
    world.clock.advance(10 * 60_000)
    await Promise.all([world.app.runLoops(), world.app.runLoops()])
    await world.settle()
    expect(told()).toHaveLength(1)
  })
})

describe('a notice', () => {
  const givenNotice = async () => {
    await choose()
    const ticket = await givenOwn('Answerable')
    await world.forward({ minutes: 6 })
    const [notice] = toBen()
    if (!notice?.messageId) throw new Error('nobody was told')
    return { ticket, notice: { subject: notice.subject ?? '', messageId: notice.messageId } }
  }
  const answer = async (
    notice: { subject: string; messageId: string },
    over: { from?: string; text?: string; headers?: Record<string, string> } = {},
  ) => {
    const { raw, envelope } = letter({
      from: `ben${count}@staff.test`,
      subject: `Re: ${notice.subject}`,
      text: 'I ask the registry.\r\n\r\nOn Friday, support wrote:\r\n> Vera wrote on #1',
      ...over,
      headers: { 'In-Reply-To': notice.messageId, References: notice.messageId, ...over.headers },
    })
    await world.forward({ minutes: 1 })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
  }
  const notesOn = async (ticket: desk.Ticket) =>
    (await timelineOf(world.ana, ticket)).flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []))
  const newestMail = async () => (await world.ana.call(listIncomingMails, { query: { limit: 1 } })).items[0]

  test('that is answered makes a note of it, which no customer reads', async () => {
    const { ticket, notice } = await givenNotice()
    const mails = world.mailbox.to('vera@acme.test').length
    await answer(notice)
    expect(await notesOn(ticket)).toEqual(['I ask the registry.'])
    expect((await again(world, ticket)).timeline.at(-1)).toMatchObject({ kind: 'note', author: { id: benId } })
    expect(world.mailbox.to('vera@acme.test')).toHaveLength(mails)
  })

  test('goes on where its ticket was merged into another', async () => {
    const { ticket, notice } = await givenNotice()
    const into = await given('Goes on')
    await world.ana.call(desk.mergeTicket, { params: { id: ticket.id }, body: { into: into.number } })
    await answer(notice)
    expect(await notesOn(into)).toContain('I ask the registry.')
  })

  test.each([
    ['by somebody else', { from: 'mallory@elsewhere.test' }, 'held', /not theirs/],
    ['by a colleague', { from: 'ana@staff.test' }, 'held', /not theirs/],
    ['by a machine', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'rejected', /automatic answer/],
    ['with nothing of its own', { text: '> Vera wrote on #1' }, 'held', /no text of its own/],
  ] as const)('that is answered %s writes nothing', async (_, over, outcome, reason) => {
    const { ticket, notice } = await givenNotice()
    await answer(notice, over)
    expect(await notesOn(ticket)).toEqual([])
    expect(await newestMail()).toMatchObject({ outcome, reason: expect.stringMatching(reason) })
  })

  test('that is answered by who has left writes nothing', async () => {
    const { ticket, notice } = await givenNotice()
    await world.ana.call(deactivatePerson, { params: { id: benId } })
    await answer(notice)
    expect(await notesOn(ticket)).toEqual([])
  })
})

test('a quiet time that is all day is refused at its field', async () => {
  const body = { events: [], waitMinutes: 5, quiet: { from: '09:00', until: '09:00' } }
  const { problem } = await ben.refused(desk.setNoticeSettings, { body })
  expect(problem.errors?.[0]?.pointer).toBe('/quiet/until')
})

describe('a chat', () => {
  /** What takes incoming webhooks as Slack does: `{"text"}`, answered with these statuses. */
  const openChat = async (...statuses: number[]) => {
    const posted: { text: string }[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        posted.push(JSON.parse(Buffer.concat(chunks).toString()) as { text: string })
        response.statusCode = statuses[posted.length - 1] ?? statuses.at(-1) ?? 200
        response.end('ok')
      })
    })
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void server.close())
    return { posted, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/secret` }
  }

  test('takes the place of the mail, and its address is shown to nobody', async () => {
    const chat = await openChat()
    const { chat: shown } = await choose({ chatUrl: chat.url })
    expect(shown).toBe(new URL(chat.url).host)
    const ticket = await givenOwn('Tags <b> & more')
    await note(ticket, `@ben${count}, look.`)
    await world.forward({ minutes: 6 })
    await world.settle()
    const link = `/tickets/${ticket.number}#entry-`
    expect(chat.posted.map(({ text }) => text).toSorted()).toEqual([
      expect.stringMatching(new RegExp(`^Ana mentioned you on <.*${link}.*\\|#${ticket.number}>$`)),
      expect.stringMatching(new RegExp(`^The customer wrote on <.*${link}.*\\|#${ticket.number}>$`)),
    ])
    expect(told()).toEqual([])
    expect(JSON.stringify(await ben.call(desk.getNoticeSettings, {}))).not.toContain('secret')
    const audited = await world.sql(`select 1 from platform.audit_entries where detail::text like '%secret%'`)
    expect(audited).toEqual([])
  })

  test('that is left out stays, and is taken away by null', async () => {
    const { url } = await openChat()
    await choose({ chatUrl: url })
    expect((await choose()).chat).not.toBeNull()
    expect((await choose({ chatUrl: null })).chat).toBeNull()
  })

  test('that takes nothing loses nothing: a mail says so', async () => {
    const chat = await openChat(500)
    await choose({ chatUrl: chat.url })
    const ticket = await givenOwn('Lost')
    await world.forward({ minutes: 6 })
    await vi.waitFor(
      async () => {
        await world.settle()
        expect(toBen()[0]?.text).toContain('your chat did not take it: status 500')
      },
      { timeout: 60_000, interval: 1000 },
    )
    expect(toBen()[0]?.text).toContain(`/tickets/${ticket.number}#entry-`)
  }, 90_000)

  test('in an internal network is refused', async () => {
    const body = { events: [], waitMinutes: 5, quiet: null, chatUrl: 'http://10.0.0.7/hook' }
    const { problem } = await ben.refused(desk.setNoticeSettings, { body })
    expect(problem.errors?.[0]?.pointer).toBe('/chatUrl')
  })
})
