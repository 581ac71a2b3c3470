import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenTicket, timelineOf, type WholeTicket } from '../desk.builders.ts'

let world: World
let bo: Caller
let count = 0
beforeAll(async () => {
  world = await startWorld()
  bo = await world.person('Bo')
  const quiet = { askAfterDays: 5, closeAfterDays: 2, text: 'Hello {name}, is {number} solved? {link}' }
  const satisfaction = { afterHours: 24, text: 'Yes: {link}?answer=good No: {link}?answer=bad' }
  await world.ana.call(desk.setAfterCare, { body: { quiet, satisfaction } })
})
afterAll(() => world.stop())

const days = (count: number) => world.forward({ minutes: count * 24 * 60 })
const of = ({ id }: { id: string }) => ({ params: { id } })

/** A ticket of somebody new that was answered: it waits on them. */
async function givenAnswered(): Promise<WholeTicket> {
  const key = `quiet-${(count += 1)}`
  const headers = { 'Message-ID': `<${key}@customer.test>` }
  const ticket = await givenTicket(world, { from: `Vera <vera@${key}.test>`, subject: key, headers })
  const body = { text: 'Try this.', seenMessageId: ticket.newestMessageId }
  await world.ana.call(desk.replyToTicket, { ...of(ticket), body })
  return again(world, ticket)
}
async function write({ subject }: WholeTicket, over: { headers?: Record<string, string> } = {}): Promise<void> {
  const headers = { References: `<${subject}@customer.test>`, ...over.headers }
  const { raw, envelope } = letter({ from: `vera@${subject}.test`, text: 'Still so.', headers })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}
const mailsTo = ({ contact }: WholeTicket, word: RegExp) =>
  world.mailbox.to(contact.email).filter((mail) => word.test(mail.text ?? ''))
const tokenIn = (text: string | undefined): string => /\/c\/(\w+)/.exec(text ?? '')?.[1] ?? ''
const said = async (ticket: WholeTicket) =>
  (await timelineOf(world.ana, ticket)).flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))

describe('a customer who says no more', () => {
  test('is asked once, and the ticket is resolved when they stay silent; any word opens it', async () => {
    const ticket = await givenAnswered()
    await days(4)
    expect(mailsTo(ticket, /is \d+ solved/)).toEqual([])
    await days(1)
    await world.forward({ minutes: 5 })
    const [asked, ...more] = mailsTo(ticket, /Hello Vera, is \d+ solved\? http/)
    expect([more, asked?.headers.find(({ key }) => key === 'auto-submitted')?.value]).toEqual([[], 'auto-generated'])
    await days(1)
    expect((await again(world, ticket)).state).toBe('open')
    await days(1)
    expect(await again(world, ticket)).toMatchObject({ state: 'resolved', isDocumented: false })
    expect((await said(ticket)).at(-1)).toBe('Bellwether resolved the ticket: no word for 2 days after we asked')
    await write(ticket)
    expect(await again(world, ticket)).toMatchObject({ state: 'open', waitingOn: { holder: 'support' } })
    expect(mailsTo(ticket, /is \d+ solved/)).toHaveLength(1)
  })

  test('is not asked while we owe a word, and whoever writes in time keeps it open', async () => {
    const [written, owed] = [await givenAnswered(), await givenAnswered()]
    await write(owed)
    await days(5)
    expect([mailsTo(written, /solved/).length, mailsTo(owed, /solved/).length]).toEqual([1, 0])
    await write(written)
    await days(3)
    expect([(await again(world, written)).state, (await again(world, owed)).state]).toEqual(['open', 'open'])
    // Answered again, a new silence begins.
    const { newestMessageId: seenMessageId } = await again(world, written)
    await world.ana.call(desk.replyToTicket, { ...of(written), body: { text: 'And now?', seenMessageId } })
    await days(5)
    expect(mailsTo(written, /solved/)).toHaveLength(2)
  })

  test('an automatic answer of theirs is no word', async () => {
    const ticket = await givenAnswered()
    await days(5)
    await write(ticket, { headers: { 'Auto-Submitted': 'auto-replied' } })
    await days(2)
    expect((await again(world, ticket)).state).toBe('resolved')
  })

  test('says by the link that it is solved, or that it is not', async () => {
    const [solved, open] = [await givenAnswered(), await givenAnswered()]
    await days(5)
    const answer = (ticket: WholeTicket, body: { answer: desk.CustomerAnswer; comment?: string }) =>
      world.nobody.call(desk.answerCustomerAsk, {
        params: { token: tokenIn(mailsTo(ticket, /solved/)[0]?.text) },
        body,
      })
    expect(await answer(solved, { answer: 'solved' })).toMatchObject({ answer: 'solved', isOpen: false })
    expect(await again(world, solved)).toMatchObject({ state: 'resolved' })
    expect((await said(solved)).at(-1)).toBe('Vera says that it is solved')
    expect(await answer(open, { answer: 'not-solved', comment: 'It is slow again.' })).toMatchObject({ isOpen: true })
    const after = await again(world, open)
    expect(after).toMatchObject({ waitingOn: { holder: 'support' }, clocks: [{ name: 'next-response' }] })
    expect(after.timeline).toContainEqual(
      expect.objectContaining({ kind: 'message', channel: 'form', text: 'It is slow again.', direction: 'in' }),
    )
    // They may think again.
    expect(await answer(open, { answer: 'solved' })).toMatchObject({ isOpen: false })
  })
})

describe('how good the answer was', () => {
  async function givenResolved(): Promise<WholeTicket> {
    const ticket = await givenAnswered()
    await world.ana.call(desk.resolveTicket, { ...of(ticket), body: {} })
    await days(1)
    return ticket
  }
  /** What figures and lists know of it. */
  async function judged({ id }: WholeTicket): Promise<boolean | undefined> {
    const listed = async (value: boolean): Promise<boolean> => {
      const query = { view: 'all' as const, where: JSON.stringify({ field: 'wasGood', op: '=', value }), limit: 200 }
      return (await world.ana.call(desk.listTickets, { query })).items.some((one) => one.id === id)
    }
    if (await listed(true)) return true
    return (await listed(false)) ? false : undefined
  }
  const link = (ticket: WholeTicket) => ({ params: { token: tokenIn(mailsTo(ticket, /answer=good/)[0]?.text) } })

  test('is asked once after the end; both answers are kept, and the last counts', async () => {
    const ticket = await givenResolved()
    await days(1)
    expect(mailsTo(ticket, /answer=good/)).toHaveLength(1)
    const shown = await world.nobody.call(desk.getCustomerAsk, link(ticket))
    expect(shown).toMatchObject({
      kind: 'satisfaction',
      organisation: 'Northwind',
      number: ticket.number,
      answer: null,
    })
    const answer = (body: { answer: desk.CustomerAnswer; comment?: string }) =>
      world.nobody.call(desk.answerCustomerAsk, { ...link(ticket), body })
    expect(await judged(ticket)).toBeUndefined()
    await answer({ answer: 'good' })
    await answer({ answer: 'good' })
    expect(await judged(ticket)).toBe(true)
    expect((await again(world, ticket)).state).toBe('resolved')
    expect(await answer({ answer: 'bad', comment: 'It came back.' })).toMatchObject({ answer: 'bad' })
    const kept = await world.sql<{ answer: string }>(
      `select answer from desk.customer_answers join desk.customer_asks on ask_id = customer_asks.id
       where ticket_id = '${ticket.id}' order by place`,
    )
    expect(kept.map((one) => one.answer)).toEqual(['good', 'bad'])
    expect(await judged(ticket)).toBe(false)
    // Who is not content and says why waits for us.
    expect(await again(world, ticket)).toMatchObject({ state: 'open', waitingOn: { holder: 'support' } })
  })

  test('what is added by the link is of whoever was asked, though somebody else is the requester by now', async () => {
    const ticket = await givenResolved()
    const former = ticket.contact.email
    await world.ana.call(desk.reopenTicket, of(ticket))
    const email = `successor-of-${former}`
    await world.ana.call(desk.changeContact, { ...of(ticket), body: { email, name: 'Successor', keepsFormer: true } })
    const body = { answer: 'bad' as const, comment: 'It was me who asked.' }
    await world.nobody.call(desk.answerCustomerAsk, { ...link(ticket), body })
    const { timeline } = await again(world, ticket)
    expect(timeline).toContainEqual(
      expect.objectContaining({
        kind: 'message',
        author: { name: former, email: former },
        text: 'It was me who asked.',
      }),
    )
  })

  test('is asked of nobody whose ticket was opened again, who never wrote, or who was asked this week', async () => {
    const opened = await givenAnswered()
    await world.ana.call(desk.resolveTicket, { ...of(opened), body: {} })
    await write(opened)
    await days(2)
    expect(mailsTo(opened, /answer=good/)).toEqual([])
    const first = await givenResolved()
    const { raw, envelope } = letter({ from: first.contact.email, subject: 'Another', text: 'One more thing.' })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
    const [second] = (await world.ana.call(desk.listTickets, { query: { search: 'Another' } })).items
    const body = { text: 'Here.', seenMessageId: (await again(world, second!)).newestMessageId }
    await world.ana.call(desk.replyToTicket, { ...of(second!), body })
    await world.ana.call(desk.resolveTicket, { ...of(second!), body: {} })
    await days(2)
    expect(mailsTo(first, /answer=good/)).toHaveLength(1)
  })

  test('a link takes the answers to its own question, and a forged one none', async () => {
    const ticket = await givenResolved()
    const wrong = await world.nobody.refused(desk.answerCustomerAsk, { ...link(ticket), body: { answer: 'solved' } })
    expect(wrong.problem.errors).toMatchObject([{ pointer: '/answer' }])
    const { token } = link(ticket).params
    const forged = { params: { token: `${token.slice(0, -2)}aa` } }
    expect((await world.nobody.refused(desk.getCustomerAsk, forged)).status).toBe(404)
  })
})

test('it is set by whoever configures the desk, with a link in every text', async () => {
  const current = await world.ana.call(desk.getAfterCare, {})
  expect((await bo.refused(desk.setAfterCare, { body: current })).status).toBe(403)
  const quiet = { ...current.quiet!, text: 'Is it solved?' }
  const { problem } = await world.ana.refused(desk.setAfterCare, { body: { ...current, quiet } })
  expect(problem.errors).toMatchObject([{ detail: 'Write {link} where the link belongs.' }])
})
