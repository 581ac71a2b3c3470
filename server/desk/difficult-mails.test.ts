import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import {
  type IncomingMail,
  listIncomingMails,
  listOutgoingMails,
  type OutgoingMail,
} from '@bellwether/contract/mail.ts'
import { parseMail } from '../mail/reading/parse-mail.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from './desk.builders.ts'

/* What the manifest of the samples says about each mail is what the desk must make of it. */
const folder = join(import.meta.dirname, '..', 'mail', 'eml-samples')
const manifest = readFileSync(join(folder, 'manifest.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([file = '', , , nasty = '', expectation = '']) => ({ file, nasty, expectation }))

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Message = Extract<desk.TimelineEntry, { kind: 'message' }>

interface Correspondence {
  readonly ticket: WholeTicket
  /** Message-ID of the answer that Ana sent on it. */
  readonly sentMessageId: string
}

interface Filed {
  readonly file: string
  readonly ledger: IncomingMail
  readonly ticket: WholeTicket | undefined
  readonly message: Message | undefined
  /** What went out because of this mail. */
  readonly sent: readonly OutgoingMail[]
  readonly earlier: Correspondence | undefined
}

const secretAnswer = 'Your invoice of 1,204 euros is attached.'

/** A ticket of Jo's on which Ana has answered. */
async function givenCorrespondence(subject: string): Promise<Correspondence> {
  const ticket = await givenTicket(world, { from: 'Jo Example <jo@customer.test>', subject })
  const body = { text: secretAnswer, seenMessageId: ticket.newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.settle()
  const reply = world.mailbox.to('jo@customer.test').findLast((mail) => mail.subject?.includes(`[#${ticket.number}]`))
  return { ticket: await again(world, ticket), sentMessageId: reply?.messageId ?? '' }
}

const outgoing = async (): Promise<OutgoingMail[]> =>
  (await world.ana.call(listOutgoingMails, { query: { limit: 200 } })).items

async function newestMail(): Promise<IncomingMail> {
  const [ledger] = (await world.ana.call(listIncomingMails, { query: { limit: 1 } })).items
  if (!ledger) throw new Error('the ledger is empty')
  return ledger
}

async function file(name: string, earlier?: Correspondence): Promise<Filed> {
  const bytes = readFileSync(join(folder, name))
    .toString('latin1')
    .replaceAll('{{OUT_MSGID}}', earlier?.sentMessageId ?? '')
    .replaceAll('{{TAG}}', `[#${earlier?.ticket.number}]`)
  const before = new Set((await outgoing()).map((mail) => mail.id))
  world.clock.advance(1000)
  const from = /^From:.*?([\w.+-]+@[\w.-]+)/m.exec(bytes)?.[1] ?? ''
  await world.deliver(Buffer.from(bytes, 'latin1'), { from, to: [supportAddress] })
  await world.settle()
  const ledger = await newestMail()
  const ticket = ledger.ticketId ? await again(world, { id: ledger.ticketId }) : undefined
  const incoming = (ticket?.timeline ?? [])
    .filter((one) => one.kind === 'message')
    .filter((one) => one.direction === 'in')
  const sent = (await outgoing()).filter((mail) => !before.has(mail.id) && mail.state !== 'suppressed')
  return { file: name, ledger, ticket, message: incoming.at(-1), sent, earlier }
}

/** What each `class=` means in the ledger and on the desk. */
const classes: Record<string, (it: Filed) => void> = {
  new: ({ ledger, ticket, earlier }) => {
    expect(ledger.outcome).toBe('ticket')
    expect(ticket?.messageCount).toBe(1)
    expect(ticket?.id).not.toBe(earlier?.ticket.id)
  },
  reply: ({ ledger, earlier }) => expect(ledger).toMatchObject({ outcome: 'message', ticketId: earlier?.ticket.id }),
  duplicate: ({ ledger }) =>
    expect(ledger).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('filed before') }),
  bounce: ({ ledger, message, earlier }) => {
    if (!earlier) return expect(ledger).toMatchObject({ outcome: 'held', reason: expect.stringContaining('bounce') })
    expect(ledger).toMatchObject({ outcome: 'message', ticketId: earlier.ticket.id })
    expect(message).toMatchObject({ isAutomatic: true, flag: expect.stringContaining('could not be delivered') })
  },
  auto: ({ ledger, message }) => {
    if (ledger.outcome !== 'rejected') expect(message?.isAutomatic).toBe(true)
  },
  quarantine: ({ ledger }) => expect(ledger.outcome).toBe('held'),
  dropped: ({ ledger }) => expect(['rejected', 'held']).toContain(ledger.outcome),
  flagged: ({ ledger, message }) => {
    expect(ledger.outcome).toBe('ticket')
    expect(message?.flag).toContain('take no part')
  },
  'auto-guess': ({ ledger }) => expect(ledger.outcome).toBe('ticket'),
  'reply-or-new': ({ ledger }) => expect(['ticket', 'message']).toContain(ledger.outcome),
}

const quoted = /(subject|body|text)(=|~)"([^"]*)"/g

/** The parts of an expectation that every mail shares; what is left over is prose. */
function checkMarkers(it: Filed, expectation: string): void {
  classes[/class=([a-z-]+)/.exec(expectation)?.[1] ?? '']?.(it)
  for (const [, part, operator, text = ''] of expectation.matchAll(quoted)) {
    if (part === 'subject') expect(it.ticket?.subject).toBe(text)
    else if (operator === '=') expect(it.message?.text).toBe(text)
    else expect(it.message?.fullText).toContain(text)
  }
  if (/no autoack|autoack=no/.test(expectation)) expect(it.sent).toEqual([])
}

const proseOf = (expectation: string): string =>
  expectation
    .replaceAll(quoted, '')
    .replace(/class=[a-z-]+/, '')
    .replace('autoack=no', '')
    .trim()

const parsed = (name: string) =>
  parseMail(readFileSync(join(folder, name)), { envelopeFrom: '', ourAddresses: [supportAddress] })

/** One entry for each line of the manifest that says more than its markers. */
const prose: Record<string, (it: Filed) => unknown> = {
  'broken-encoded-word.eml': ({ ticket }) => expect(ticket?.subject).toContain('Hello'),
  'bad-from.eml': async ({ ledger }) => {
    const { items } = await world.ana.call(listIncomingMails, { query: { outcome: 'held', limit: 200 } })
    expect(items.map((mail) => mail.id)).toContain(ledger.id)
    expect(ledger.reason).toContain('sender')
  },
  'two-from.eml': ({ ticket }) => expect(ticket?.contact.email).toBe('a@customer.test'),
  'long-subject.eml': ({ ticket }) => {
    expect(ticket?.subject).toMatch(/^word000 word001 word002/)
    expect(ticket?.subject.length).toBeLessThanOrEqual(500)
  },
  // Time is not measured here: the number of ids that anything later looks at is what bounds it.
  'huge-references.eml': ({ file }) => expect(parsed(file).references.length).toBeLessThanOrEqual(200),
  'dup-mid-b.eml': async () => {
    const { items } = await world.ana.call(desk.listTickets, { query: { search: 'Delivered twice' } })
    expect(items).toHaveLength(1)
  },
  'html-outlook.eml': ({ message }) =>
    expect(`${message?.text}${message?.html}`).not.toMatch(/mso|margin|shapedefaults/i),
  'cid-missing.eml': ({ message }) => expect(message?.html).not.toMatch(/cid:|<img|src=/),
  'truncated-multipart.eml': ({ message }) => {
    expect(message?.fullText).toContain('text before the cut')
    expect(message?.attachments).toMatchObject([{ fileName: 'a.bin', isDamaged: true }])
  },
  'deep-nesting.eml': ({ message }) => expect(message?.text).toBe('deep text'),
  'many-parts.eml': ({ message }) => {
    expect(message?.attachments).toHaveLength(100)
    expect(message?.flag).toContain('1900 more attachments')
  },
  'bad-base64.eml': ({ message }) =>
    expect(message?.attachments).toMatchObject([{ fileName: 'a.pdf', contentType: 'application/pdf', sizeBytes: 17 }]),
  'long-line.eml': ({ message }) => expect(message?.text.length).toBeGreaterThan(119_000),
  'nul-bytes.eml': ({ ticket, message }) => {
    expect(ticket?.subject).toBe('Null here')
    expect(message?.text).toBe('beforeafter')
  },
  'utf7.eml': ({ message }) => {
    expect(message?.html).toBeNull()
    expect(message?.text).toContain('alert(1)')
  },
  'zero-byte.eml': ({ ticket }) => expect(ticket?.subject).toBe('Headers only'),
  'ooo-no-headers.eml': (it) => expectFewAnswers(it, 1),
  'other-helpdesk.eml': (it) => expectFewAnswers(it, 3),
  'dsn.eml': ({ ticket, earlier }) => {
    expect([earlier?.ticket.waitingOn.holder, ticket?.waitingOn.holder]).toEqual(['customer', 'support'])
    expect(ticket?.timeline).toContainEqual(
      expect.objectContaining({ what: 'could not deliver the answer to jo@customer.test: 550 5.1.1 user unknown' }),
    )
  },
  'mdn.eml': ({ ledger }) => expect(ledger).toMatchObject({ outcome: 'rejected', ticketId: null }),
  'self-loop.eml': ({ ledger }) => expect(ledger.reason).toContain('our own mail'),
  'thr-none.eml': ({ ticket }) => expect(ticket?.related).toEqual([]),
  'thr-hijack-tag.eml': (it) => expectNoEntry(it),
  'thr-hijack-id.eml': async (it) => {
    await expectNoEntry(it)
    expect(it.ticket?.related.map((one) => one.id)).toEqual([it.earlier?.ticket.id])
  },
  'quote-gmail-fr.eml': ({ message }) => expect(message?.fullText).toContain('essayez ceci.'),
  'quote-inline.eml': ({ message }) => {
    for (const line of ['Which version?', '4.2', 'Which browser?', 'Firefox']) expect(message?.text).toContain(line)
  },
  'py-msg_10.eml': ({ message }) => {
    const sentences = ['a 7bit', '¡This is a Quoted Printable', 'a Base64', 'no Content-Transfer-Encoding']
    for (const one of sentences) expect(message?.fullText).toContain(one)
  },
  // Each of its parts is an empty line: what is kept is that nothing else is made of them.
  'py-msg_12.eml': ({ message }) => expect(message?.fullText).toBe(''),
  'py-msg_31.eml': ({ message }) => expect(message?.fullText).toContain('message 1'),
  'py-msg_35.eml': ({ message }) => expect(message?.fullText).toContain('counter to RFC 2822'),
  'py-msg_15.eml': ({ message }) => expect(message?.fullText).toContain('Some removed test.'),
}

/** The other program answers everything it gets, each time with a mail of its own. */
async function expectFewAnswers({ file: name, sent, ledger }: Filed, most: number): Promise<void> {
  let answers = sent.length
  const raw = readFileSync(join(folder, name), 'latin1')
  for (let round = 2; answers === round - 1 && round < 10; round += 1) {
    const next = raw.replace('own-06', `round-${round}-`)
    await world.deliver(Buffer.from(next, 'latin1'), { from: ledger.from ?? '', to: [supportAddress] })
    await world.settle()
    answers = (await outgoing()).filter((mail) => mail.to === ledger.from && mail.state !== 'suppressed').length
  }
  expect(answers).toBeLessThanOrEqual(most)
}

/** The stranger's mail changed nothing on the thread and nothing of the thread went to the stranger. */
async function expectNoEntry({ sent, earlier, ticket }: Filed): Promise<void> {
  expect(ticket?.id).not.toBe(earlier?.ticket.id)
  expect((await again(world, earlier?.ticket ?? { id: '' })).timeline).toEqual(earlier?.ticket.timeline)
  expect(sent.map((mail) => mail.to)).toEqual(['mallory@evil.test'].slice(0, sent.length))
  expect(JSON.stringify(sent)).not.toContain(secretAnswer)
}

const needsEarlier = (name: string): boolean =>
  name.startsWith('thr-') || readFileSync(join(folder, name)).includes('{{')

test.each(manifest)('$nasty ($file)', async ({ file: name, expectation }) => {
  const subject = name === 'thr-none.eml' ? 'Printer does not print' : `help with ${name}`
  const earlier = needsEarlier(name) ? await givenCorrespondence(subject) : undefined
  if (name === 'dup-mid-b.eml') await file('dup-mid-a.eml')
  const it = await file(name, earlier)
  checkMarkers(it, expectation)
  await prose[name]?.(it)
})

test('every sample is in the manifest, and every line of the manifest is asserted', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  expect(manifest.map((line) => line.file).toSorted()).toEqual(files.toSorted())
  for (const line of manifest) {
    expect(Object.keys(classes)).toContain(/class=([a-z-]+)/.exec(line.expectation)?.[1])
    if (proseOf(line.expectation) !== '') expect(Object.keys(prose)).toContain(line.file)
  }
})
