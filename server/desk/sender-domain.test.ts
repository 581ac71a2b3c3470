import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importCustomers } from '@bellwether/contract/customers.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { letter, type Letter } from '../testing/letter.ts'
import { type NameServer, openNameServer } from '../testing/name-server.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

/* Who is nobody's contact and writes from a domain of a customer: it opens a ticket of theirs, and no more. */
let world: World
let names: NameServer
beforeAll(async () => {
  names = await openNameServer({ 'bank.test': 'v=spf1 ip4:127.0.0.7 -all' })
  world = await startWorld({ environment: { DNS_SERVERS: names.address } })
  await givenCustomer(world, 'bank', { isVip: true, plan: 'premium', mailDomains: ['bank.test'] })
})
afterAll(async () => {
  await world.stop()
  names.stop()
})

/** By a server of the domain's own, which proves the sender, or by another one. */
async function receive(over: Letter, from: '127.0.0.7' | '127.0.0.2' = '127.0.0.2'): Promise<void> {
  const { raw, envelope } = letter(over)
  const { smtpPort: port } = world.app
  const sender = nodemailer.createTransport({ host: '127.0.0.1', port, localAddress: from, ignoreTLS: true })
  await sender.sendMail({ raw, envelope })
  sender.close()
  await world.settle()
}

async function ticketAbout(search: string): Promise<WholeTicket> {
  const [ticket] = (await world.ana.call(desk.listTickets, { query: { search } })).items
  return again(world, ticket ?? { id: '' })
}

const pagesAbout = async (ticket: { id: string }): Promise<number> =>
  (await world.ana.call(listPages, { query: { limit: 200 } })).items.filter(({ about }) => about.id === ticket.id)
    .length

describe('a mail from an address at a domain of a customer', () => {
  test('opens a ticket of theirs, in the name that it gives itself, with their clock', async () => {
    const ticket = await givenTicket(world, { from: 'Uwe <uwe@bank.test>', subject: 'www.bank.test is slow' })
    expect(ticket).toMatchObject({
      customer: { key: 'bank' },
      contact: { name: 'Uwe', email: 'uwe@bank.test' },
      mentionedSites: ['www.bank.test'],
    })
    const [clock] = ticket.clocks
    expect(Date.parse(clock?.dueAt ?? '') - Date.parse(clock?.startedAt ?? '')).toBe(60 * 60_000)
  })

  test.each(['uwe@mail.bank.test', 'uwe@xbank.test', 'bank.test@else.test'])('is not one from %s', async (from) => {
    expect((await givenTicket(world, { from, subject: `By ${from}` })).customer).toBeNull()
  })

  test('takes no part in a ticket of theirs', async () => {
    const headers = { 'Message-ID': '<theirs@bank.test>' }
    const theirs = await givenTicket(world, { from: 'vera@bank.test', subject: 'Of Vera', headers })
    const answer = { from: 'eve@bank.test', subject: 'Re: Of Vera', headers: { References: '<theirs@bank.test>' } }
    const other = await givenTicket(world, answer)
    expect(other.id).not.toBe(theirs.id)
    expect((await again(world, theirs)).messageCount).toBe(1)
  })

  test('pages nobody where its sender is not proven, nor does what they write next', async () => {
    const headers = { 'Message-ID': '<first@bank.test>' }
    await receive({ from: 'eve@bank.test', to: emergencyAddress, subject: 'Send keys', headers })
    const ticket = await ticketAbout('Send keys')
    expect(ticket).toMatchObject({ isUrgent: false, customer: { key: 'bank' } })
    expect(ticket.timeline).toContainEqual(
      expect.objectContaining({ flag: expect.stringContaining('nobody was paged') }),
    )
    const next = { from: 'eve@bank.test', to: emergencyAddress, headers: { References: '<first@bank.test>' } }
    await receive(next)
    const after = await again(world, ticket)
    expect([after.messageCount, after.isUrgent, await pagesAbout(ticket)]).toEqual([2, false, 0])
  })

  test('pages nobody by a copy to the emergency address either', async () => {
    const { raw, envelope } = letter({ from: 'eve@bank.test', subject: 'Two copies' })
    for (const to of [supportAddress, emergencyAddress]) {
      await world.deliver(`Received: by ${to}\r\n${raw}`, { ...envelope, to: [to] })
      await world.settle()
    }
    const ticket = await ticketAbout('Two copies')
    expect([ticket.messageCount, ticket.isUrgent, await pagesAbout(ticket)]).toEqual([1, false, 0])
  })

  test('pages where its sender is proven, at first and on the same ticket again', async () => {
    const headers = { 'Message-ID': '<proven@bank.test>' }
    await receive({ from: 'uwe@bank.test', subject: 'Proven and calm', headers }, '127.0.0.7')
    const ticket = await ticketAbout('Proven and calm')
    expect([ticket.isUrgent, await pagesAbout(ticket)]).toEqual([false, 0])
    const cry = { from: 'uwe@bank.test', to: emergencyAddress, headers: { References: '<proven@bank.test>' } }
    await receive(cry, '127.0.0.7')
    expect([(await again(world, ticket)).isUrgent, await pagesAbout(ticket)]).toEqual([true, 1])
    await receive({ from: 'uwe@bank.test', to: emergencyAddress, subject: 'Proven and down' }, '127.0.0.7')
    const urgent = await ticketAbout('Proven and down')
    expect([urgent.isUrgent, await pagesAbout(urgent)]).toEqual([true, 1])
  })
})

test('whoever is known by a domain alone is acknowledged as strangers are: anybody could write in their names', async () => {
  await givenCustomer(world, 'braked', { mailDomains: ['braked.test'] })
  for (let turn = 0; turn < 12; turn += 1) {
    const { raw, envelope } = letter({ from: `case${turn}@braked.test`, subject: `Case ${turn}` })
    await world.deliver(raw, envelope)
  }
  await world.settle()
  expect(world.mailbox.mails.filter(({ to_ }) => to_.endsWith('@braked.test'))).toHaveLength(10)
})

test('mail from each address of a contact is theirs, and the answer goes where they wrote from', async () => {
  const contacts = [{ name: 'Vera', email: 'vera@many.test', otherEmails: ['v@home.test'] }]
  await givenCustomer(world, 'many', { contacts })
  const ticket = await givenTicket(world, { from: 'V. <v@home.test>', subject: 'From home' })
  expect(ticket).toMatchObject({ customer: { key: 'many' }, contact: { name: 'Vera', email: 'v@home.test' } })
})

test('a ticket of a stranger finds its customer when they get the domain, and says so', async () => {
  const ticket = await givenTicket(world, { from: 'uwe@later.test', subject: 'Before the domain' })
  expect(ticket.customer).toBeNull()
  const customers = [{ key: 'later', name: 'Later', mailDomains: ['later.test'] }]
  await world.ana.call(importCustomers, { body: { customers } })
  await world.settle()
  const found = await again(world, ticket)
  expect(found.customer).toMatchObject({ key: 'later' })
  expect(found.timeline.at(-1)).toMatchObject({ what: expect.stringContaining('is at a domain of Later') })
})
