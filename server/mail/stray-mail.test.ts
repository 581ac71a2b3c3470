import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTickets } from '@bellwether/contract/desk.ts'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import * as mail from '@bellwether/contract/mail.ts'
import { builtInAddresses } from '../platform/config/built-in-addresses.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'

const unnamed = { SUPPORT_ADDRESS: builtInAddresses.support, EMERGENCY_ADDRESS: builtInAddresses.emergency }

const writeTo = async (world: World, to: string | string[], over: { from?: string; subject?: string } = {}) => {
  const from = over.from ?? 'vera@m.test'
  const { raw } = letter({ from, to: [to].flat()[0] ?? '', subject: over.subject ?? 'Hello' })
  await world.deliver(raw, { from, to: [to].flat() })
  await world.settle()
}
const held = async (world: World) =>
  (await world.ana.call(mail.listIncomingMails, { query: { outcome: 'held' } })).items
const make = (world: World, address: string, over: object = {}) =>
  world.ana.call(mail.addMailbox, { body: { address, name: address, ...over } })
const subjects = async (world: World) =>
  (await world.ana.call(listTickets, {})).items.map((one) => [one.subject, one.mailbox?.address])

describe('while nobody has named an address', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ environment: unnamed })
  })
  afterAll(() => world.stop())

  test('mail to any address is held, with the address, and nobody is answered', async () => {
    await writeTo(world, 'Help+vip@acme.test')
    expect(await held(world)).toMatchObject([
      { strayTo: ['help@acme.test'], reason: 'it came to help@acme.test, which is no mailbox', from: 'vera@m.test' },
    ])
    expect(world.mailbox.to('vera@m.test')).toEqual([])
    expect(await subjects(world)).toEqual([])
  })

  test('a mailbox of that name files it as if it had just come; it is the default one from then on', async () => {
    const { items } = await make(world, 'Help@acme.test')
    expect(items[0]).toMatchObject({ address: 'help@acme.test', isDefault: true })
    await world.settle()
    expect(await held(world)).toEqual([])
    expect(await subjects(world)).toEqual([['Hello', 'help@acme.test']])
    expect((await world.mailbox.waitFor('vera@m.test')).map((one) => one.from?.address)).toEqual(['help@acme.test'])
  })

  test('from then on foreign domains are refused, and mail to ours is held', async () => {
    await expect(writeTo(world, 'anybody@elsewhere.test')).rejects.toThrow('550')
    await writeTo(world, 'sales@acme.test', { subject: 'A price' })
    expect((await held(world)).map(({ strayTo }) => strayTo)).toEqual([['sales@acme.test']])
  })
})

describe('mail to an address that nobody has set up', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.stop())

  test('is filed at once where it came to a mailbox as well', async () => {
    await writeTo(world, [supportAddress, 'lost@desk.test'], { subject: 'To both' })
    expect(await subjects(world)).toContainEqual(['To both', supportAddress])
  })

  test('stays held where another address becomes a mailbox, or one that takes nothing in', async () => {
    await writeTo(world, 'sales@desk.test', { subject: 'A price' })
    await make(world, 'jobs@desk.test')
    await make(world, 'sales@desk.test', { receives: false })
    await world.forward({ minutes: 2 })
    expect((await held(world)).map(({ subject }) => subject)).toEqual(['A price'])
  })

  test('is found later where the act that made the mailbox missed it', async () => {
    await writeTo(world, 'late@desk.test', { subject: 'A late one' })
    await make(world, 'late@desk.test', { receives: false })
    await world.sql(`update mail.mailboxes set receives = true where address = 'late@desk.test'`)
    await world.forward({ minutes: 2 })
    expect(await subjects(world)).toContainEqual(['A late one', 'late@desk.test'])
  })

  test('keeps the rules of loops: our own mail and second copies that come back are rejected when it is filed', async () => {
    await writeTo(world, supportAddress, { from: 'kim@m.test', subject: 'Once' })
    const [receipt] = await world.mailbox.waitFor('kim@m.test')
    await world.deliver(receipt?.raw ?? '', { from: supportAddress, to: ['circle@desk.test'] })
    const copy = letter({ from: 'kim@m.test', to: 'circle@desk.test', subject: 'Twice' }).raw
    for (const to of ['circle@desk.test', 'circle@desk.test'])
      await world.deliver(copy, { from: 'kim@m.test', to: [to] })
    await world.settle()
    await make(world, 'circle@desk.test')
    await world.settle()
    const { items } = await world.ana.call(mail.listIncomingMails, {})
    const came = items.filter(({ envelopeTo }) => envelopeTo.includes('circle@desk.test'))
    expect(came.map(({ outcome }) => outcome).toSorted()).toEqual(['rejected', 'rejected', 'ticket'])
  })

  test('is filed in the order in which it came: an answer is on the ticket of what it answers', async () => {
    const pairs = 8
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const [subject, headers] of [
        [`Question ${pair}`, { 'Message-ID': `<q${pair}@m.test>` }],
        [`Re: Question ${pair}`, { 'In-Reply-To': `<q${pair}@m.test>` }],
      ] as const) {
        const { raw } = letter({ from: `p${pair}@m.test`, to: 'bulk@desk.test', subject, headers })
        await world.deliver(raw, { from: `p${pair}@m.test`, to: ['bulk@desk.test'] })
      }
    }
    await world.settle()
    await make(world, 'bulk@desk.test')
    for (let round = 0; round < 4; round += 1) {
      await world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)
      await world.settle()
    }
    const { items } = await world.ana.call(listTickets, { query: { search: 'Question', limit: 50 } })
    expect(new Set(items.map(({ subject, messageCount }) => `${subject}: ${messageCount}`))).toEqual(
      new Set(Array.from({ length: pairs }, (_, pair) => `Question ${pair}: 2`)),
    )
  })

  test('makes nobody but those who may change mailboxes change them', async () => {
    const cal = await world.person('Cal')
    const body = { address: 'mine@desk.test', name: 'Mine' }
    expect((await cal.refused(mail.addMailbox, { body })).problem.type).toBe('/problems/forbidden')
  })
})

test('the address that is named at set-up is the default mailbox, and files what was held before', async () => {
  const world = await startWorld({ isEmpty: true, environment: unnamed })
  await world.deliver(letter({ from: 'vera@early.test', to: 'help@acme.test', subject: 'Early' }).raw, {
    from: 'vera@early.test',
    to: ['help@acme.test'],
  })
  await world.settle()
  const { setupToken } = world.app
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password' }
  const body = { setupToken, organisation: 'Acme', supportAddress: 'Help@Acme.test', ...person }
  await world.nobody.call(setUpInstallation, { body })
  await world.settle()
  const { items } = await world.nobody.call(mail.listMailboxes, {})
  expect(items.map(({ address, isDefault }) => [address, isDefault])).toEqual([
    ['help@acme.test', true],
    [builtInAddresses.emergency, false],
    [builtInAddresses.support, false],
  ])
  const tickets = await world.nobody.call(listTickets, {})
  expect(tickets.items.map(({ subject }) => subject)).toEqual(['Early'])
  await world.stop()
})
