import nodemailer from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { letter, type Letter } from '../testing/letter.ts'
import { type NameServer, openNameServer } from '../testing/name-server.ts'
import { emergencyAddress, startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, type WholeTicket } from './desk.builders.ts'

let world: World
let names: NameServer
beforeAll(async () => {
  names = await openNameServer({
    '_dmarc.bank.test': 'v=DMARC1; p=reject',
    'bank.test': 'v=spf1 ip4:127.0.0.7 -all',
    'open.test': 'v=spf1 ip4:127.0.0.7 -all',
  })
  world = await startWorld({ environment: { DNS_SERVERS: names.address } })
  await givenCustomer(world, 'bank', { isVip: true })
  await givenCustomer(world, 'open', { isVip: true })
})
afterAll(async () => {
  await world.stop()
  names.stop()
})

/** Delivers from an address that is not this machine's own. */
async function receive(over: Letter, from = '127.0.0.2', host = world): Promise<void> {
  const { raw, envelope } = letter(over)
  const sender = nodemailer.createTransport({
    host: '127.0.0.1',
    port: host.app.smtpPort,
    localAddress: from,
    ignoreTLS: true,
  })
  await sender.sendMail({ raw, envelope })
  sender.close()
  await host.settle()
}

async function ticketAbout(search: string, host = world): Promise<WholeTicket> {
  const [ticket] = (await host.ana.call(desk.listTickets, { query: { search } })).items
  return again(host, ticket ?? { id: '' })
}

const senderOf = (ticket: WholeTicket) =>
  ticket.timeline.flatMap((one) => (one.kind === 'message' ? [one.sender] : [])).at(-1)
const pages = (): string[] => world.mailbox.to('ana@staff.test').map((mail) => mail.text ?? '')

test('a mail from a server of its domain is proven, and its page says nothing else', async () => {
  await receive({ from: 'vera@bank.test', subject: 'Truly down', to: emergencyAddress }, '127.0.0.7')
  const ticket = await ticketAbout('Truly down')
  expect(senderOf(ticket)).toEqual({
    verdict: 'proven',
    domain: 'bank.test',
    reason: 'sent by a server of bank.test',
  })
  expect(pages().at(-1)).toMatch(/^Bank: Truly down\n/)
})

test('a forged emergency still pages and says so on its first line; whose name was used hears nothing', async () => {
  const heard = world.mailbox.to('vera@bank.test').length
  await receive({ from: 'vera@bank.test', subject: 'Send the keys', to: emergencyAddress })
  const ticket = await ticketAbout('Send the keys')
  expect(ticket).toMatchObject({ isUrgent: true })
  expect(senderOf(ticket)).toMatchObject({ verdict: 'forged', domain: 'bank.test' })
  expect(pages().at(-1)).toMatch(/^Sender looks forged: Bank: Send the keys\n/)
  expect(world.mailbox.to('vera@bank.test')).toHaveLength(heard)
  expect(ticket.timeline).toContainEqual(
    expect.objectContaining({ what: 'has not acknowledged: the sender looks forged' }),
  )
})

test('an unproven emergency pages, says so on its first line, and is acknowledged', async () => {
  await receive({ from: 'vera@open.test', subject: 'Also down', to: emergencyAddress })
  expect(senderOf(await ticketAbout('Also down'))).toMatchObject({ verdict: 'unproven' })
  expect(pages().at(-1)).toMatch(/^Sender not proven: Open: Also down\n/)
  expect(world.mailbox.to('vera@open.test')).toHaveLength(1)
})

test('a forged answer joins its ticket and is marked there', async () => {
  const first = { 'Message-ID': '<first@bank.test>' }
  await receive({ from: 'vera@bank.test', subject: 'A thread', headers: first }, '127.0.0.7')
  await receive({ from: 'vera@bank.test', subject: 'Re: A thread', headers: { References: '<first@bank.test>' } })
  const ticket = await ticketAbout('A thread')
  expect(ticket.messageCount).toBe(2)
  expect(senderOf(ticket)).toMatchObject({ verdict: 'forged' })
})

test('the ledger says it too, and of this machine’s own mail that nobody could check it', async () => {
  const { raw, envelope } = letter({ from: 'vera@open.test', subject: 'By the relay' })
  await world.deliver(raw, envelope)
  await world.settle()
  const { items } = await world.ana.call(listIncomingMails, { query: {} })
  expect(items.find((one) => one.subject === 'By the relay')).toMatchObject({
    sender: { verdict: 'unknown', reason: expect.stringContaining('does not say what it checked') },
  })
  expect(items.find((one) => one.subject === 'Send the keys')).toMatchObject({ sender: { verdict: 'forged' } })
})

test('where no name server answers each mail is filed, as not checked, and they do not wait one by one', async () => {
  const silent = await openNameServer({}, { isSilent: true })
  const deaf = await startWorld({ environment: { DNS_SERVERS: silent.address } })
  try {
    await receive({ from: 'vera@bank.test', subject: 'In the dark 0' }, '127.0.0.2', deaf)
    const asked = silent.questions()
    for (const round of [1, 2, 3])
      await receive({ from: `v${round}@bank.test`, subject: `In the dark ${round}` }, '127.0.0.2', deaf)
    expect(silent.questions()).toBe(asked)
    for (const round of [0, 1, 2, 3])
      expect(senderOf(await ticketAbout(`In the dark ${round}`, deaf))).toMatchObject({
        verdict: 'unknown',
        reason: 'no name server answered',
      })
  } finally {
    await deaf.stop()
    silent.stop()
  }
}, 60_000)

test('a relay of ours is no server of the sender’s, and what it found out is believed', async () => {
  const relayed = await startWorld({
    environment: { DNS_SERVERS: names.address, TRUSTED_RELAYS: '127.0.0.8', TRUSTED_RELAY_NAME: 'mx.desk.test' },
  })
  const results = (text: string) => ({ 'Authentication-Results': `mx.desk.test; ${text}` })
  try {
    const good = results('dmarc=pass header.from=bank.test')
    await receive({ from: 'vera@bank.test', subject: 'Relayed well', headers: good }, '127.0.0.8', relayed)
    await receive({ from: 'vera@bank.test', subject: 'Relayed dumb' }, '127.0.0.8', relayed)
    await receive({ from: 'vera@bank.test', subject: 'Not relayed', headers: good }, '127.0.0.2', relayed)
    const verdicts = []
    for (const subject of ['Relayed well', 'Relayed dumb', 'Not relayed'])
      verdicts.push(senderOf(await ticketAbout(subject, relayed))?.verdict)
    expect(verdicts).toEqual(['proven', 'unknown', 'forged'])
  } finally {
    await relayed.stop()
  }
})
