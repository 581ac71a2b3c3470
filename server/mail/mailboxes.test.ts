import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTickets, replyToTicket } from '@bellwether/contract/desk.ts'
import * as mail from '@bellwether/contract/mail.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { again, givenCustomer, givenTicket } from '../desk/desk.builders.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'

let world: World
let network: string
beforeAll(async () => {
  world = await startWorld()
  network = await world.team('network')
  await givenCustomer(world, 'vip', { isVip: true })
})
afterAll(() => world.stop())

const add = (address: string, over: object = {}) =>
  world.ana.call(mail.addMailbox, { body: { address, name: address, ...over } })
const boxOf = async (address: string): Promise<mail.Mailbox> => {
  const { items } = await world.ana.call(mail.listMailboxes, {})
  const found = items.find((one) => one.address === address)
  if (!found) throw new Error(`there is no mailbox ${address}`)
  return found
}
const inputOf = ({ name, team, isEmergency, receives, sends, isDefault }: mail.Mailbox) => ({
  name,
  teamId: team?.id ?? null,
  isEmergency,
  receives,
  sends,
  isDefault,
})
const deliverTo = (address: string) =>
  world.deliver(letter({ from: 'vera@m.test', to: address }).raw, { from: 'vera@m.test', to: [address] })

describe('mailboxes', () => {
  test('begin with those of the settings', async () => {
    const { items } = await world.ana.call(mail.listMailboxes, {})
    expect(items).toMatchObject([
      { address: supportAddress, isDefault: true, isEmergency: false },
      { address: emergencyAddress, isDefault: false, isEmergency: true },
    ])
  })

  test('of which the default one sends', async () => {
    const body = { ...inputOf(await boxOf(emergencyAddress)), sends: false, isDefault: true }
    const params = { id: (await boxOf(emergencyAddress)).id }
    const { status, problem } = await world.ana.refused(mail.changeMailbox, { params, body })
    expect([status, problem.errors]).toEqual([400, [{ pointer: '/sends', detail: 'The default mailbox sends.' }]])
  })

  test('are one for both where the settings name one address for both', async () => {
    const environment = { EMERGENCY_ADDRESS: supportAddress }
    const other = await startWorld({ environment })
    const { items } = await other.ana.call(mail.listMailboxes, {})
    expect(items).toMatchObject([{ address: supportAddress, isDefault: true, isEmergency: true }])
    await other.stop()
  })

  test('take mail in at once, and what came to one is answered by it, also when the customer answers that', async () => {
    await add('Billing@desk.test', { name: 'Billing' })
    const ticket = await givenTicket(world, { from: 'vera@bill.test', to: 'billing@desk.test', subject: 'An invoice' })
    expect(ticket.mailbox).toMatchObject({ address: 'billing@desk.test', name: 'Billing' })
    const acknowledged = (await world.mailbox.waitFor('vera@bill.test')).at(-1)
    expect(acknowledged?.from?.address).toBe('billing@desk.test')

    const { newestMessageId: seenMessageId } = await again(world, ticket)
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: { text: 'It is paid.', seenMessageId } })
    await world.settle()
    const answer = world.mailbox.to('vera@bill.test').find((one) => one.text?.includes('It is paid.'))
    expect(answer?.from?.address).toBe('billing@desk.test')
    const replyTo = answer?.replyTo?.[0]?.address ?? ''
    expect(replyTo).toMatch(/^billing\+[a-z2-7]+@desk\.test$/)
    await world.deliver(letter({ from: 'vera@bill.test', to: replyTo, text: 'Thanks.' }).raw, {
      from: 'vera@bill.test',
      to: [replyTo],
    })
    await world.settle()
    expect(await again(world, ticket)).toMatchObject({ messageCount: 3 })
  })

  test('are asked for in the queue', async () => {
    const { id } = await boxOf('billing@desk.test')
    const where = JSON.stringify({ field: 'mailbox', op: '=', value: id })
    const { items } = await world.ana.call(listTickets, { query: { where } })
    expect(items.map((one) => one.subject)).toEqual(['An invoice'])
  })

  test('of an emergency page the team that they are of', async () => {
    await add('noc@desk.test', { isEmergency: true, teamId: network })
    const ticket = await givenTicket(world, { from: 'vera@vip.test', to: 'noc@desk.test', subject: 'Route flaps' })
    expect(ticket).toMatchObject({ isUrgent: true, mailbox: { address: 'noc@desk.test' } })
    const page = (await world.ana.call(listPages, {})).items.find((one) => one.about.id === ticket.id)
    expect(page?.team?.slug).toBe('network')
  })

  test('that are taken away refuse mail, what came to them is answered by the default one', async () => {
    await add('old@desk.test')
    const ticket = await givenTicket(world, { from: 'vera@old.test', to: 'old@desk.test', subject: 'To the old one' })
    await world.ana.call(mail.removeMailbox, { params: { id: (await boxOf('old@desk.test')).id } })
    // A process hears of it a moment later; what it takes until then is a ticket like any other.
    await expect.poll(() => deliverTo('old@desk.test').catch(String)).toContain('550')
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: { text: 'Still here.', seenMessageId } })
    await world.settle()
    expect(world.mailbox.to('vera@old.test').at(-1)?.from?.address).toBe(supportAddress)
    await add('old@desk.test', { name: 'Back' })
    expect((await boxOf('old@desk.test')).name).toBe('Back')
  })

  test('that only send take nothing in', async () => {
    await add('news@desk.test', { receives: false })
    await expect(deliverTo('news@desk.test')).rejects.toThrow('550')
  })

  test('keep one by which mail leaves: the default one goes when another has become it, also for two at once', async () => {
    const support = await boxOf(supportAddress)
    const params = { id: support.id }
    expect((await world.ana.refused(mail.removeMailbox, { params })).problem.type).toBe('/problems/mailbox-needed')
    const body = { ...inputOf(support), isDefault: false, sends: false }
    expect((await world.ana.refused(mail.changeMailbox, { params, body })).problem.type).toBe(
      '/problems/mailbox-needed',
    )
    const others = [await boxOf('billing@desk.test'), await boxOf('old@desk.test')]
    await Promise.all(
      others.map((one) =>
        world.ana.call(mail.changeMailbox, { params: { id: one.id }, body: { ...inputOf(one), isDefault: true } }),
      ),
    )
    const { items } = await world.ana.call(mail.listMailboxes, {})
    expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1)
    await world.ana.call(mail.changeMailbox, { params, body: { ...inputOf(support), isDefault: true } })
  })

  test('of which the emergency one has its team paged, wherever the ticket began', async () => {
    const finance = await world.team('finance')
    await add('accounts@desk.test', { teamId: finance })
    await add('alarm@desk.test', { isEmergency: true, teamId: network })
    const vip = { from: 'vera@vip.test', subject: 'Down since noon' }
    const ticket = await givenTicket(world, { ...vip, to: 'accounts@desk.test' })
    expect(ticket.mailbox).toMatchObject({ address: 'accounts@desk.test' })
    const reply = letter({ ...vip, subject: `Re: Down since noon [#${ticket.number}]`, to: 'alarm@desk.test' })
    const pages = async () => (await world.ana.call(listPages, {})).items.filter(({ about }) => about.id === ticket.id)
    expect(await pages()).toEqual([])
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: { text: 'We look.', seenMessageId } })
    await world.settle()
    const answer = world.mailbox.to('vera@vip.test').find((one) => one.text?.includes('We look.'))
    const raw = reply.raw.toString().replace('\r\n\r\n', `\r\nIn-Reply-To: ${answer?.messageId}\r\n\r\n`)
    await world.deliver(raw, { from: 'vera@vip.test', to: ['alarm@desk.test'] })
    await world.settle()
    expect((await pages()).map(({ team }) => team?.slug)).toEqual(['network'])
  })

  test('are known by their address once, and by a team that there is', async () => {
    const twice = await world.ana.refused(mail.addMailbox, { body: { address: 'BILLING@desk.test', name: 'Again' } })
    expect(twice.problem.type).toBe('/problems/already-exists')
    const body = { address: 'x@desk.test', name: 'x', teamId: '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c' }
    expect((await world.ana.refused(mail.addMailbox, { body })).status).toBe(404)
    const useless = { address: 'x@desk.test', name: 'x', receives: false, sends: false }
    expect((await world.ana.refused(mail.addMailbox, { body: useless })).status).toBe(400)
  })

  test('are changed by administrators alone', async () => {
    const staff = await world.person('Staff')
    await staff.call(mail.listMailboxes, {})
    const { status } = await staff.refused(mail.addMailbox, { body: { address: 'y@desk.test', name: 'y' } })
    expect(status).toBe(403)
  })

  test('stay as they are through a restart with the same settings', async () => {
    const { id, ...support } = await boxOf(supportAddress)
    await world.ana.call(mail.changeMailbox, { params: { id }, body: { ...inputOf({ id, ...support }), name: 'Help' } })
    await world.restart()
    expect((await boxOf(supportAddress)).name).toBe('Help')
  })
})
