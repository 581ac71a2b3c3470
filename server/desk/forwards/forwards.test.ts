import { afterAll, beforeAll, expect, test } from 'vitest'
import PostalMime from 'postal-mime'
import * as desk from '@bellwether/contract/desk.ts'
import { changeCustomer } from '@bellwether/contract/customers.ts'
import { erasePerson } from '@bellwether/contract/privacy.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { letter } from '../../testing/letter.ts'
import { mailWithFiles } from '../../testing/mail-with-files.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let acmeId: string
beforeAll(async () => {
  world = await startWorld()
  acmeId = (await givenCustomer(world, 'acme')).id
})
afterAll(() => world.stop())

let count = 0
const given = () => {
  count += 1
  const headers = { 'Message-ID': `<forward-${count}@acme.test>` }
  return givenTicket(world, { from: 'vera@acme.test', subject: `Forward ${count}`, text: 'It is slow.', headers })
}
const firstOf = (ticket: WholeTicket): string => ticket.timeline.find((one) => one.kind === 'message')?.id ?? ''
const supplier = () => `noc@carrier-${count}.test`
const inputOf = (ticket: WholeTicket, over: object = {}) => ({
  params: { id: ticket.id },
  body: { messageId: firstOf(ticket), to: supplier(), text: 'Do you see this?', ...over },
})
const forward = async (ticket: WholeTicket, over: object = {}) => {
  await world.ana.call(desk.forwardMessage, inputOf(ticket, over))
  await world.settle()
  const sent = world.mailbox.to(supplier()).at(-1)
  if (!sent?.messageId) throw new Error('nothing was forwarded')
  return { subject: sent.subject ?? '', messageId: sent.messageId, raw: sent.raw, text: sent.text ?? '' }
}
const answer = async (
  sent: { subject: string; messageId: string },
  over: { from?: string; text?: string; headers?: Record<string, string> } = {},
) => {
  const { raw, envelope } = letter({
    from: supplier(),
    subject: `Re: ${sent.subject}`,
    text: 'A link is full.\r\n\r\nOn Friday, support wrote:\r\n> Do you see this?',
    ...over,
    headers: { 'In-Reply-To': sent.messageId, References: sent.messageId, ...over.headers },
  })
  await world.forward({ minutes: 1 })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}
const notesOn = async (ticket: { id: string }) =>
  (await again(world, ticket)).timeline.flatMap((one) => (one.kind === 'note' ? [one] : []))
const ticketsNow = async () =>
  (await world.ana.call(desk.listTickets, { query: { view: 'all', limit: 100 } })).items.length

test('a message goes out with what was written before it, and with none of our notes', async () => {
  const ticket = await given()
  await world.ana.call(desk.addNote, { params: { id: ticket.id }, body: { text: 'Internal matters.' } })
  const sent = await forward(ticket)
  expect(sent.subject).toBe(`Fwd: ${ticket.subject} [#${ticket.number}]`)
  expect(sent.text).toMatch(/^Do you see this\?\n\n-+ Forwarded message -+\nFrom: .*vera@acme\.test/)
  expect(sent.text).toContain('It is slow.')
  expect(sent.raw).not.toMatch(/Internal matters|Auto-Submitted/)
  expect((await notesOn(ticket)).at(-1)?.text).toContain(`to ${supplier()}.\n\nDo you see this?`)
  expect((await again(world, ticket)).waitingOn.holder).toBe('support')
})

test('its files go along, unless they are left out', async () => {
  count += 1
  const file = { bytes: 'GET / 502', contentType: 'text/plain', parameters: 'filename="trace.log"' }
  const ticket = await givenTicket(world, {
    from: 'vera@acme.test',
    subject: 'Forward files',
    ...mailWithFiles([file]),
  })
  const name = ticket.timeline.flatMap((one) => (one.kind === 'message' ? one.attachments : []))[0]?.fileName
  const sent = await PostalMime.parse((await forward(ticket)).raw)
  expect(sent.attachments.map(({ filename }) => filename)).toEqual([name])
  const without = await PostalMime.parse((await forward(ticket, { withFiles: false })).raw)
  expect(without.attachments).toEqual([])
})

test('what they answer is a note, of which the customer hears nothing and no ticket is made', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  const [mails, tickets] = [world.mailbox.to('vera@acme.test').length, await ticketsNow()]
  await answer(sent)
  await answer(sent, { from: `lee@carrier-${count}.test`, text: 'It is mended.' })
  const notes = await notesOn(ticket)
  expect(notes.map(({ text }) => text).slice(-2)).toEqual(['A link is full.', 'It is mended.'])
  expect(notes.at(-1)?.author?.name).toContain(`lee@carrier-${count}.test`)
  expect([world.mailbox.to('vera@acme.test').length, await ticketsNow()]).toEqual([mails, tickets])
  expect((await again(world, ticket)).participants).toEqual([])
})

test('a machine of theirs answers nobody', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  await answer(sent, { headers: { 'Auto-Submitted': 'auto-replied' }, text: 'We have your case 7.' })
  expect((await notesOn(ticket)).at(-1)?.text).toBe('[Automatic answer]\n\nWe have your case 7.')
  expect(world.mailbox.to(supplier())).toHaveLength(1)
})

test.each([
  ['a stranger', 'mallory@elsewhere.test'],
  ['somebody at the same public service', 'mallory@gmail.com'],
])('%s who has the mail writes no note', async (_, from) => {
  const ticket = await given()
  const to = from.endsWith('gmail.com') ? 'noc@gmail.com' : supplier()
  await world.ana.call(desk.forwardMessage, inputOf(ticket, { to }))
  await world.settle()
  const sent = world.mailbox.to(to).at(-1)
  const before = (await notesOn(ticket)).length
  await answer({ subject: sent?.subject ?? '', messageId: sent?.messageId ?? '' }, { from })
  expect(await notesOn(ticket)).toHaveLength(before)
  expect((await world.ana.call(listIncomingMails, { query: { limit: 1 } })).items[0]?.outcome).toBe('ticket')
})

test.each([
  ['the customer', () => 'vera@acme.test'],
  ['this desk', () => supportAddress],
])('to %s nothing is forwarded', async (_, to) => {
  const ticket = await given()
  const { problem } = await world.ana.refused(desk.forwardMessage, inputOf(ticket, { to: to() }))
  expect(problem.errors?.[0]?.pointer).toBe('/to')
})

test('goes on where the ticket was merged into another', async () => {
  const [ticket, into] = [await given(), await given()]
  count -= 1
  const sent = await forward(ticket)
  await world.ana.call(desk.mergeTicket, { params: { id: ticket.id }, body: { into: into.number } })
  await answer(sent)
  expect((await notesOn(into)).at(-1)?.text).toBe('A link is full.')
})

test.each([
  ['somebody of the customer', 'boss@acme.test', 'They are of this customer'],
  ['a colleague', 'ana@staff.test', 'They are a colleague'],
])('to %s nothing is forwarded, and it says what to do instead', async (_, to, detail) => {
  const ticket = await given()
  await world.ana.call(changeCustomer, { params: { id: acmeId }, body: { name: 'acme', mailDomains: ['acme.test'] } })
  const { problem } = await world.ana.refused(desk.forwardMessage, inputOf(ticket, { to }))
  expect(problem.errors?.[0]?.detail).toContain(detail)
})

test('a customer who answers what was forwarded writes a message on their ticket', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  await answer(sent, { from: 'vera@acme.test', text: 'It is STILL broken!' })
  const after = await again(world, ticket)
  expect([after.state, after.waitingOn.holder, after.messageCount]).toEqual(['open', 'support', 2])
})

test('the answer is told to whoever forwarded it, also where the ticket has ended', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  await answer(sent)
  const mentions = (await world.ana.call(desk.listMentions, {})).items
  expect(mentions.map(({ ticket: { number } }) => number)).toContain(ticket.number)
})

test('what did not arrive is said on the ticket, once, and told to whoever forwarded it', async () => {
  const ticket = await given()
  world.mailbox.refuseTo(supplier(), 550)
  await world.ana.call(desk.forwardMessage, inputOf(ticket))
  await world.forward({ minutes: 30 })
  const said = (await notesOn(ticket)).filter(({ text }) => text.includes(`forwarded to ${supplier()} did not arrive`))
  expect(said).toHaveLength(1)
  const mentions = (await world.ana.call(desk.listMentions, {})).items
  expect(mentions.map(({ ticket: { number } }) => number)).toContain(ticket.number)
})

test('a system that keeps no more than the number answers on the ticket, and is not acknowledged', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  const headers = { 'In-Reply-To': '<x@case.test>', References: '<x@case.test>' }
  await answer({ ...sent, subject: `[Case 9] ${sent.subject}` }, { headers })
  expect((await notesOn(ticket)).at(-1)?.text).toBe('A link is full.')
  expect(world.mailbox.to(supplier())).toHaveLength(1)
})

test('what is forwarded is about the ticket to which its message moved', async () => {
  const ticket = await given()
  const sent = await forward(ticket)
  const { raw, envelope } = letter({
    from: 'vera@acme.test',
    text: 'More.',
    headers: { References: `<forward-${count}@acme.test>` },
  })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
  const into = await given()
  count -= 1
  const body = { messageId: firstOf(ticket), into: into.number }
  await world.ana.call(desk.moveMessage, { params: { id: ticket.id }, body })
  await answer(sent)
  expect((await notesOn(into)).at(-1)?.text).toBe('A link is full.')
})

test('goes with whoever wrote it, and with whoever was asked, when they are erased', async () => {
  const ticket = await givenTicket(world, { from: 'otto@gone.test', subject: 'Otto', text: 'My secret carousel.' })
  count += 1
  const sent = await forward(ticket)
  await answer(sent, { text: 'I, Lee Carrigan, say so.' })
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  for (const address of ['otto@gone.test', supplier()])
    await world.ana.call(erasePerson, { body: { address, confirmation: address } })
  await world.forward({ minutes: 5 })
  const kept = await world.sql(`
    select 'mail' as in, subject from mail.outgoing_mails where text ~ 'carousel' or to_address = '${supplier()}'
    union all select 'note', text from desk.notes where text ~ 'Carrigan' or author_name ~ 'carrier-${count}'
    union all select 'forward', to_address from desk.forwards where to_address = '${supplier()}'`)
  expect(kept).toEqual([])
})
