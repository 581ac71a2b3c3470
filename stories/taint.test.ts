import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '@bellwether/contract/all-routes.ts'
import * as customers from '@bellwether/contract/customers.ts'
import * as desk from '@bellwether/contract/desk.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { acknowledgePage } from '@bellwether/contract/pager.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { again, givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { givenFault, passMinutes } from '../server/incidents/incidents.builders.ts'
import type { Caller } from '../server/testing/caller.ts'
import { letter } from '../server/testing/letter.ts'
import type { DeliveredMail } from '../server/testing/mailbox.ts'
import { startWorld, supportAddress, type World } from '../server/testing/start-world.ts'

/*
 * A marked string goes through every internal field of the whole loop. None of them may come out in a
 * byte that a customer can get, and what one customer wrote may not come out at another.
 */
let world: World
let ines: Caller
let infrastructure: string
let network: string
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  infrastructure = await world.team('infrastructure')
  network = await world.team('network')
  ines = await world.person('Ines', { teams: ['infrastructure', 'network'] })
})
afterAll(() => world.stop())

/** Letters only, so that no encoding of mail or HTML and no mask of the message classes changes it. */
const letters = (): string => [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
const marks = { internal: [] as string[], acme: [] as string[], umbra: [] as string[] }
function mark(whose: keyof typeof marks, field: string): string {
  const text = `${field}${letters()}`
  marks[whose].push(text)
  return text
}

const inAnHour = (): string => new Date(world.clock.now().getTime() + 3_600_000).toISOString()

async function handOff(ticket: { id: string }, over: object = {}): Promise<string> {
  const body = {
    toTeam: infrastructure,
    question: mark('internal', 'question'),
    dueAt: inAnHour(),
    evidenceLinks: [{ label: mark('internal', 'label'), url: `https://evidence.test/${mark('internal', 'link')}` }],
    ...over,
  }
  const asked = await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body })
  return asked.openHandOffs[0]?.id ?? ''
}

const reply = async (ticket: { id: string }, text: string): Promise<desk.Ticket> => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  return world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text, seenMessageId } })
}

/** A reply that was not to be. */
async function takeBack(ticket: desk.Ticket, text: string): Promise<void> {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  const body = { text, seenMessageId, sendAt: inAnHour() }
  const { unsent } = await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.ana.call(desk.takeBackReply, { params: { id: unsent[0]?.id ?? '' } })
}

/** Every internal field of the desk. */
async function workOnDesk(ticket: desk.Ticket): Promise<void> {
  const params = { id: ticket.id }
  await world.ana.call(desk.claimTicket, { params, body: {} })
  await world.ana.call(desk.addNote, { params, body: { text: mark('internal', 'note') } })
  const tag = { kind: 'tag' as const, add: [mark('internal', 'tag')] }
  await world.ana.call(desk.actOnTickets, { body: { act: tag, tickets: { ids: [ticket.id] } } })
  const draft = { ticketId: ticket.id, kind: 'reply' as const }
  await world.ana.call(desk.keepDraft, { params: draft, body: { text: mark('internal', 'draft') } })
  await takeBack(ticket, mark('internal', 'takenback'))
  const first = await handOff(ticket)
  await ines.call(desk.acknowledgeHandOff, { params: { id: first } })
  await ines.call(desk.answerHandOff, { params: { id: first }, body: { text: mark('internal', 'answer') } })
  const second = await handOff(ticket)
  await ines.call(desk.declineHandOff, { params: { id: second }, body: { reason: mark('internal', 'decline') } })
  await world.ana.call(desk.withdrawHandOff, { params: { id: await handOff(ticket) } })
  const direct = await handOff(ticket, { mayReplyToCustomer: true })
  const body = { text: 'Ines writes to you herself.', toCustomer: true }
  await ines.call(desk.answerHandOff, { params: { id: direct }, body })
  await workOnQuestion(ticket)
  const late = await handOff(ticket)
  await world.forward({ minutes: 61 })
  await ines.call(desk.answerHandOff, { params: { id: late }, body: { text: mark('internal', 'late') } })
}

/** What is said within a question: asked back, replied, noted, passed on, left to do; and one that is private. */
async function workOnQuestion(ticket: desk.Ticket): Promise<void> {
  const asked = await handOff(ticket)
  await ines.call(desk.askBack, { params: { id: asked }, body: { text: mark('internal', 'asked') } })
  await world.ana.call(desk.replyToHandOff, { params: { id: asked }, body: { text: mark('internal', 'replied') } })
  await ines.call(desk.addTeamNote, { params: { id: asked }, body: { text: mark('internal', 'teamnote') } })
  const passing = { toTeam: network, reason: mark('internal', 'passing') }
  const { openHandOffs } = await ines.call(desk.passOnHandOff, { params: { id: asked }, body: passing })
  const answer = { text: mark('internal', 'passed'), todo: mark('internal', 'todo') }
  await ines.call(desk.answerHandOff, { params: { id: openHandOffs[0]?.id ?? '' }, body: answer })
  const secret = await handOff(ticket, { isPrivate: true })
  await ines.call(desk.answerHandOff, { params: { id: secret }, body: { text: mark('internal', 'secret') } })
}

/** Every internal field of a customer. */
async function workOnCustomer(id: string, of: CallInput<typeof customers.changeCustomer>['body']): Promise<void> {
  await world.ana.call(customers.writeCustomerNote, { params: { id }, body: { text: mark('internal', 'about') } })
  const field = { key: 'tier', name: mark('internal', 'Tier'), kind: 'text' as const }
  await world.ana.call(customers.addCustomerField, { body: field })
  const body = { ...of, accountManager: 'ines@staff.test', fields: { tier: mark('internal', 'gold') } }
  await world.ana.call(customers.changeCustomer, { params: { id }, body })
}

/** Every internal field of a report, its page and its rollback, with marked evidence under it. */
async function workOnReport(tickets: readonly desk.Ticket[], customers: readonly string[]): Promise<void> {
  const fault = await givenFault(world, {
    service: mark('internal', 'service'),
    customers,
    message: `upstream ${mark('internal', 'message')} refused`,
    deploy: { title: mark('internal', 'deploy'), by: mark('internal', 'author'), version: mark('internal', 'version') },
  })
  const body = { classId: fault.classId, ticketIds: tickets.map((one) => one.id) }
  const draft = await world.ana.call(incidents.draftReport, { body })
  const params = { id: draft.id }
  const fields = Object.keys(incidents.ReportText.shape)
  const text = Object.fromEntries(fields.map((field) => [field, `${mark('internal', field)} and so much more`]))
  await world.ana.call(incidents.editReport, { params, body: text })
  const handedOff = await world.ana.call(incidents.handOffReport, { params, body: { team: 'infrastructure' } })
  await ines.call(acknowledgePage, { params: { id: handedOff.pageId ?? '' } })
  const decision = { decision: 'decline' as const, reason: mark('internal', 'reason') }
  await ines.call(incidents.decideRollback, { params: { id: handedOff.rollback?.id ?? '' }, body: decision })
  await passMinutes(world, fault, { minutes: 17, fails: false })
  expect(await world.ana.call(incidents.getReport, { params })).toMatchObject({ state: 'recovered' })
  await world.ana.call(incidents.tellCustomers, { params, body: { text: 'Hello {name}, {site} is well again.' } })
}

async function finish(ticket: desk.Ticket): Promise<void> {
  const url = `https://articles.test/${mark('internal', 'url')}`
  const documentation = { outcome: 'not-needed' as const, url, reason: mark('internal', 'documented') }
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: { documentation } })
  await world.ana.call(desk.reopenTicket, { params: { id: ticket.id } })
  await reply(ticket, 'One more word from Ana.')
  await world.settle()
}

/** Asks by a link whether the answer was good; everything that the link leads to. */
async function askAfterTheEnd(ticket: desk.Ticket): Promise<string> {
  const satisfaction = { afterHours: 1, text: 'Was it good? {link}' }
  await world.ana.call(desk.setAfterCare, { body: { quiet: null, satisfaction } })
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  await world.forward({ minutes: 61 })
  const link = world.mailbox.to(ticket.contact.email).map(({ text }) => /\/c\/(\w+)/.exec(text ?? '')?.[1])
  const params = { token: link.findLast((token) => token !== undefined) ?? '' }
  const shown = await world.nobody.call(desk.getCustomerAsk, { params })
  const body = { answer: 'bad' as const, comment: 'It came back.' }
  return JSON.stringify([shown, await world.nobody.call(desk.answerCustomerAsk, { params, body })])
}

/** Everything in a mail that its reader can see or save. */
const bytesOf = (mail: DeliveredMail): string =>
  JSON.stringify([
    mail.subject,
    mail.text,
    mail.html,
    mail.headers,
    mail.from,
    mail.replyTo,
    mail.attachments,
    mail.raw,
  ])
const foundIn = (bytes: string, texts: readonly string[]): string[] => texts.filter((text) => bytes.includes(text))
const mailsTo = (pattern: RegExp): string =>
  world.mailbox.mails
    .filter((mail) => pattern.test(mail.to_))
    .map(bytesOf)
    .join()

/** What anybody gets without signing in. */
async function openBytes(): Promise<string> {
  const open = allRoutes.filter(({ route }) => route.method === 'GET' && !route.path.includes('{'))
  const paths = [...open.map(({ route }) => urlOf(route, {})), '/openapi.json', '/problems/not-found']
  return (await Promise.all(paths.map(async (path) => (await world.nobody.raw(path)).text()))).join()
}

test('nothing internal and nothing of another customer comes out where a customer can read', async () => {
  const acme = { plan: 'premium' as const, isVip: true, name: mark('acme', 'Acme') }
  const { id, sites, contacts: people } = await givenCustomer(world, 'acme', acme)
  await workOnCustomer(id, { ...acme, sites, contacts: people })
  const umbra = {
    key: mark('umbra', 'umbra'),
    site: `www.${mark('umbra', 'site')}.test`,
    email: `${mark('umbra', 'cleo')}@umbra.test`,
  }
  const contacts = [{ name: mark('umbra', 'Cleo'), email: umbra.email }]
  await givenCustomer(world, umbra.key, { sites: [umbra.site], contacts, name: mark('umbra', 'Umbra') })
  const subject = mark('acme', 'checkout')
  const acmes = await givenTicket(world, { from: 'vera@acme.test', subject, text: mark('acme', 'text') })
  const umbras = await givenTicket(world, {
    from: umbra.email,
    subject: mark('umbra', 'slow'),
    text: `${umbra.site} ${mark('umbra', 'text')}`,
  })

  await workOnDesk(acmes)
  await reply(umbras, 'Hello, this is for Umbra.')
  await workOnReport([acmes, umbras], ['acme', umbra.key, 'others'])
  // The telling is a job: a reply that it meets would have to be looked at again.
  await world.settle()
  await finish(acmes)
  // A stranger who got hold of a mail, and the colleague of another customer, write into the thread.
  const [acknowledgement] = world.mailbox.to('vera@acme.test')
  for (const from of ['eve@stranger.test', umbra.email]) {
    const headers = { 'In-Reply-To': acknowledgement?.messageId ?? '' }
    const { raw, envelope } = letter({ from, subject: 'Send me the history', headers })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
  }
  await world.settle()

  const asked = await askAfterTheEnd(acmes)
  const toAcme = mailsTo(/@acme\.test$/) + asked
  const toUmbra = mailsTo(/@umbra\.test$/)
  const toStranger = mailsTo(/@stranger\.test$/)
  const open = await openBytes()
  expect(foundIn(toAcme, [...marks.internal, ...marks.umbra])).toEqual([])
  expect(foundIn(toUmbra, [...marks.internal, ...marks.acme])).toEqual([])
  expect(foundIn(toStranger + open, [...marks.internal, ...marks.acme, ...marks.umbra])).toEqual([])

  // The marks did travel, and the customers did get what was meant for them.
  expect(marks.internal.length).toBeGreaterThan(25)
  const toStaff = mailsTo(/@staff\.test$/)
  expect(foundIn(toStaff, marks.internal).length).toBeGreaterThan(12)
  const meantForAcme = ['Ines writes to you herself.', 'is well again', 'One more word']
  expect(foundIn(toAcme, meantForAcme)).toEqual(meantForAcme)
  expect(foundIn(toUmbra, ['this is for Umbra', `${umbra.site} is well again`])).toHaveLength(2)
  expect(foundIn(toStranger, ['your message has arrived'])).toHaveLength(1)
}, 60_000)
