import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { changePerson, deactivatePerson, getMe, setMyLanguage } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, timelineOf } from '../desk.builders.ts'
import { askTeam, givenQuestion, handOffSeenBy } from './hand-off.builders.ts'

/* Whoever is asked answers from their mail program, or on the page that the mail leads to. */
let world: World
let ines: Caller
let inesId: string
let infrastructure: string
let network: string
beforeAll(async () => {
  world = await startWorld()
  infrastructure = await world.team('infrastructure')
  network = await world.team('network')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
  inesId = (await ines.call(getMe, {})).person.id
  await givenCustomer(world, 'acme', { plan: 'premium' })
})
afterAll(() => world.stop())

const of = (id: string) => ({ params: { id } })

/** A ticket about which infrastructure is asked, and the notice to Ines. */
async function givenNotice(over: Parameters<typeof askTeam>[2] = {}) {
  const ticket = await givenQuestion(world, 'Noticed')
  const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure, ...over })
  await world.settle()
  const sent = (await world.mailbox.waitFor('ines@staff.test')).findLast((one) =>
    one.subject?.includes(`#${ticket.number}`),
  )
  if (!sent?.messageId) throw new Error('Ines was not told')
  const link = /https?:\S+\/asked\/(\w+)/.exec(sent.text ?? '')
  return { ticket, asked, notice: { ...sent, messageId: sent.messageId }, token: link?.[1] ?? '' }
}

/** A reply as a mail program writes it. */
async function reply(
  notice: { messageId: string; subject?: string | undefined },
  over: { from?: string; text?: string; headers?: Record<string, string> } = {},
): Promise<void> {
  const { raw, envelope } = letter({
    from: 'ines@staff.test',
    subject: `Re: ${notice.subject}`,
    text: 'It is a bad upstream.\r\n\r\nOn Friday, support wrote:\r\n> Why does the proxy answer 502?',
    ...over,
    headers: { 'In-Reply-To': notice.messageId, References: notice.messageId, ...over.headers },
  })
  await world.forward({ minutes: 1 })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
}
const newestMail = async () => (await world.ana.call(listIncomingMails, { query: { limit: 1 } })).items[0]

describe('a notice', () => {
  test('says who asks what, with the evidence and when an answer is wanted, and how to give it', async () => {
    const evidenceLinks = [{ label: 'their errors', url: '/evidence?where=x' }]
    const { notice, ticket } = await givenNotice({ evidenceLinks })
    expect(notice.subject).toBe(`Ana asks Infrastructure: ${ticket.subject} [#${ticket.number}]`)
    expect(notice.text).toContain('Why does the proxy answer 502?')
    expect(notice.text).toMatch(/their errors: http\S+\/evidence\?where=x/)
    expect(notice.text).toMatch(/wanted by Fri,? 16 Jan,? (?:at )?20:00 \(UTC\)/)
    for (const act of ['Answer: ', 'Ask back: ', 'Not us: ']) expect(notice.text).toContain(act)
    expect(notice.html?.match(/(?<=>)[^<>]+(?=<\/a>)/g)?.slice(1)).toEqual(['Answer', 'Ask back', 'Not us'])
  })

  test('quotes what the customer wrote, says who may answer them, and why another team passed it on', async () => {
    const { asked, notice } = await givenNotice({ mayReplyToCustomer: true })
    expect(notice.text).toContain('The customer wrote last:\n> Why?')
    expect(notice.text).toContain('You may answer the customer yourself')
    await world.person('Nora', { teams: ['network'] })
    const body = { toTeam: network, reason: 'It is a route.' }
    await ines.call(desk.passOnHandOff, { ...of(asked.id), body })
    await world.settle()
    const passed = (await world.mailbox.waitFor('nora@staff.test')).at(-1)
    expect(passed?.text).toContain('Infrastructure was asked before and passed it on: It is a route.')
  })

  test('tells whoever asked back what support replied, and whoever is at work that it is taken back', async () => {
    const { asked } = await givenNotice()
    await ines.call(desk.askBack, { ...of(asked.id), body: { text: 'Which host?' } })
    await world.ana.call(desk.replyToHandOff, { ...of(asked.id), body: { text: 'pop7-h4.' } })
    await world.settle()
    const replied = (await world.mailbox.waitFor('ines@staff.test')).at(-1)
    expect(replied?.subject).toMatch(/^Ana replied: /)
    expect(replied?.text).toMatch(/pop7-h4\.[^]*> Why does the proxy answer 502\?[^]*\/asked\/\w+/)
    await world.ana.call(desk.withdrawHandOff, of(asked.id))
    await world.settle()
    expect((await world.mailbox.waitFor('ines@staff.test')).at(-1)?.subject).toMatch(/^Taken back: /)
  })

  test('is in the language of whoever is asked, with its buttons and its time', async () => {
    const [to, back] = [{ body: { language: 'de' } }, { body: { language: 'en' } }] as const
    await ines.call(setMyLanguage, to)
    const { asked, notice, ticket } = await givenNotice({ mayReplyToCustomer: true })
    expect(notice.subject).toBe(`Ana fragt Infrastructure: ${ticket.subject} [#${ticket.number}]`)
    expect(notice.text).toContain(`Ana fragt Infrastructure zu „${ticket.subject}“ von Acme:`)
    expect(notice.text).toMatch(/Eine Antwort wird erwartet bis Fr\., 16\. Jan\., 20:00 \(UTC\)\./)
    expect(notice.text).not.toMatch(/asks|The customer|You may|An answer|To answer/)
    expect(notice.html?.match(/(?<=>)[^<>]+(?=<\/a>)/g)).toEqual(['Antworten', 'Zurückfragen', 'Nicht wir'])
    await world.ana.call(desk.withdrawHandOff, of(asked.id))
    await ines.call(setMyLanguage, back)
  })

  test('that does not arrive is told to the others in the team, and the ticket says so', async () => {
    const otto = await world.person('Otto', { teams: ['infrastructure'] })
    const ottoId = (await otto.call(getMe, {})).person.id
    world.mailbox.refuseTo('otto@staff.test', 550)
    const ticket = await givenQuestion(world, 'Unheard')
    await askTeam(world.ana, ticket, { toTeam: infrastructure, toPerson: ottoId })
    await world.settle()
    const told = await world.mailbox.waitFor('ines@staff.test')
    expect(told.some((one) => one.subject?.includes(ticket.subject))).toBe(true)
    const said = (await timelineOf(world.ana, ticket)).filter((one) => one.kind === 'change')
    expect(said.map(({ what }) => what).join()).toContain('could not tell otto@staff.test of the question')
    await world.ana.call(deactivatePerson, of(ottoId))
  })
})

test('who cannot be told is said in one line, and the inbox of the team has the question', async () => {
  const people = await Promise.all(
    Array.from({ length: 7 }, (_, n) => world.person(`Loud${n}`, { teams: ['network'] })),
  )
  await world.sql(`insert into mail.outgoing_mails
    select (jsonb_populate_record(mail, jsonb_build_object('id', gen_random_uuid(), 'message_id', person.id::text || n,
      'to_address', person.email, 'state', 'sent', 'kind', 'reply', 'created_at', '${world.clock.now().toISOString()}'))).*
    from (select mail from mail.outgoing_mails mail limit 1) one, people.people person, generate_series(1, 40) n
    where person.name like 'Loud%'`)
  const ticket = await givenQuestion(world, 'Too loud')
  const asked = await askTeam(world.ana, ticket, { toTeam: network })
  await world.settle()
  const said = (await timelineOf(world.ana, ticket)).flatMap((one) => (one.kind === 'change' ? one.what : []))
  const failed = said.filter((what) => what.startsWith('could not tell'))
  expect(failed).toHaveLength(1)
  expect(failed[0]).toMatch(
    /^could not tell loud\d@staff\.test(, loud\d@staff\.test){4} and 2 more of the question: more than 40/,
  )
  expect(await handOffSeenBy(people[0]!, ticket, asked.id)).toMatchObject({ state: 'asked' })
})

test('a reply to what was asked back that cannot be told is said on the ticket', async () => {
  const { ticket, asked } = await givenNotice()
  await ines.call(desk.askBack, { ...of(asked.id), body: { text: 'Which host?' } })
  await world.settle()
  await world.sql(`insert into mail.outgoing_mails
    select (jsonb_populate_record(mail, jsonb_build_object('id', gen_random_uuid(), 'message_id', 'turn' || n,
      'to_address', 'ines@staff.test', 'state', 'sent', 'kind', 'reply', 'created_at', '${world.clock.now().toISOString()}'))).*
    from (select mail from mail.outgoing_mails mail limit 1) one, generate_series(1, 40) n`)
  await world.ana.call(desk.replyToHandOff, { ...of(asked.id), body: { text: 'pop7-h4.' } })
  await world.settle()
  await world.sql(`delete from mail.outgoing_mails where message_id like 'turn%'`)
  const said = (await timelineOf(world.ana, ticket)).flatMap((one) => (one.kind === 'change' ? one.what : []))
  expect(said.join()).toContain('could not tell ines@staff.test of the question: more than 40')
})

describe('a reply to a notice', () => {
  test('is the answer of whoever was told, for support and nobody else', async () => {
    const { ticket, asked, notice } = await givenNotice({ mayReplyToCustomer: true })
    await reply(notice)
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({
      state: 'answered',
      answer: 'It is a bad upstream.',
      answeredToCustomer: false,
      endedBy: { name: 'Ines' },
    })
    const after = await again(world, ticket)
    expect(after).toMatchObject({ messageCount: ticket.messageCount, waitingOn: { holder: 'support' } })
    expect(world.mailbox.to('vera@acme.test').some((one) => one.text?.includes('bad upstream'))).toBe(false)
    expect(await newestMail()).toMatchObject({ outcome: 'message', ticketId: ticket.id })
  })

  test('once it has ended stays with the question and brings an answer up again', async () => {
    const { ticket, asked, notice } = await givenNotice()
    await ines.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'A bad upstream.' } })
    await world.ana.call(desk.goOnFromHandOff, of(asked.id))
    await reply(notice, { text: 'No: it was the disk.' })
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({
      state: 'answered',
      answer: 'A bad upstream.',
      words: [{ kind: 'afterwards', text: 'No: it was the disk.', person: { name: 'Ines' } }],
    })
    expect((await again(world, ticket)).waitingOn.returnedAt).not.toBeNull()
  })

  test('to a question that was withdrawn, or of a ticket that is resolved, is lost as little', async () => {
    const { ticket, asked, notice } = await givenNotice()
    await world.ana.call(desk.withdrawHandOff, of(asked.id))
    await world.ana.call(desk.resolveTicket, { ...of(ticket.id), body: {} })
    await reply(notice)
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({
      state: 'withdrawn',
      words: [{ kind: 'afterwards', text: 'It is a bad upstream.' }],
    })
    expect((await again(world, ticket)).state).toBe('resolved')
  })

  test.each([
    ['by a machine', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'rejected', 'an automatic answer'],
    ['from an address of nobody here', { from: 'mallory@evil.test' }, 'held', 'none of theirs'],
    ['from somebody else here, unproven', { from: 'ana@staff.test' }, 'held', 'not proven'],
    ['without a word', { text: '\r\n> Why does the proxy answer 502?' }, 'held', 'no text of its own'],
  ] as const)('%s is no answer, and no letter of a customer', async (_, over, outcome, reason) => {
    const { ticket, asked, notice } = await givenNotice()
    await reply(notice, over)
    expect(await newestMail()).toMatchObject({ outcome, reason: expect.stringContaining(reason) })
    expect((await handOffSeenBy(world.ana, ticket, asked.id))?.state).toBe('asked')
    expect((await again(world, ticket)).messageCount).toBe(ticket.messageCount)
  })

  test('delivered twice counts once', async () => {
    const { ticket, asked, notice } = await givenNotice()
    const headers = { 'Message-ID': `<twice-${ticket.number}@staff.test>` }
    await reply(notice, { headers })
    await reply(notice, { headers })
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({ state: 'answered', words: [] })
  })
})

describe('the page of one question', () => {
  const link = (token: string) => ({ params: { token } })

  test('shows it without signing in, and takes the answer as of whoever was told', async () => {
    const { ticket, token } = await givenNotice({ mayReplyToCustomer: true })
    const shown = await world.nobody.call(desk.getAskedByLink, link(token))
    expect(shown).toMatchObject({
      you: { name: 'Ines' },
      ticket: { number: ticket.number, customer: 'Acme' },
      handOff: { state: 'asked', question: 'Why does the proxy answer 502?' },
    })
    expect((await world.nobody.call(desk.acknowledgeByLink, link(token))).handOff.state).toBe('acknowledged')
    const back = await world.nobody.call(desk.askBackByLink, { ...link(token), body: { text: 'Which host?' } })
    expect(back.handOff).toMatchObject({ state: 'asked-back', words: [{ person: { name: 'Ines' } }] })
    const body = { text: 'Hello Vera, it is mended.', toCustomer: true }
    const answered = await world.nobody.call(desk.answerByLink, { ...link(token), body })
    expect(answered.handOff).toMatchObject({ state: 'answered', answeredToCustomer: true, endedBy: { name: 'Ines' } })
    await world.settle()
    expect(world.mailbox.to('vera@acme.test').some((one) => one.text?.includes('it is mended'))).toBe(true)
    const late = await world.nobody.refused(desk.declineByLink, { ...link(token), body: { reason: 'Not us.' } })
    expect(late.problem.type).toBe('/problems/hand-off-not-open')
  })

  test('declines', async () => {
    const { ticket, asked, token } = await givenNotice()
    await world.nobody.call(desk.declineByLink, { ...link(token), body: { reason: 'Not us: network.' } })
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({
      state: 'declined',
      answer: 'Not us: network.',
    })
  })

  test('leads nowhere with a token that is none, or once they left the team', async () => {
    const { token } = await givenNotice()
    expect((await world.nobody.refused(desk.getAskedByLink, link(`${token.slice(0, -1)}x`))).status).toBe(404)
    await world.ana.call(changePerson, { ...of(inesId), body: { teams: ['network'] } })
    expect((await world.nobody.refused(desk.getAskedByLink, link(token))).status).toBe(404)
    await world.ana.call(changePerson, { ...of(inesId), body: { teams: ['infrastructure'] } })
    expect((await world.nobody.call(desk.getAskedByLink, link(token))).you.name).toBe('Ines')
  })
})
