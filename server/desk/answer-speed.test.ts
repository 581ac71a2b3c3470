import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter, type Letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const receive = async (over: Letter, to = supportAddress): Promise<void> => {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, { ...envelope, to: [to] })
  await world.settle()
}

/** A ticket whose writer has just been acknowledged, and the ways in which an answer names that mail. */
async function given(from: string) {
  const ticket = await givenTicket(world, { from, subject: `Speed of ${from}.` })
  const [mail] = world.mailbox.to(from)
  return { ticket, id: mail?.messageId ?? '', replyTo: mail?.replyTo?.[0]?.address ?? '' }
}

async function answered(ticket: WholeTicket): Promise<void> {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'Done.', seenMessageId } })
  await world.settle()
}

const automatic = (ticket: WholeTicket): boolean[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'message' && one.direction === 'in' ? [one.isAutomatic] : []))

test('what answers ours within seconds is a program’s, by reference or by address, and changes neither whom it waits on nor a clock', async () => {
  for (const by of ['id', 'replyTo'] as const) {
    const from = `robot-${by.toLowerCase()}@speed.test`
    const { ticket, ...ways } = await given(from)
    await answered(ticket)
    const before = await again(world, ticket)
    world.clock.advance(2_000)
    if (by === 'id') await receive({ from, headers: { 'In-Reply-To': ways.id } })
    else await receive({ from }, ways.replyTo)
    const after = await again(world, ticket)
    expect(automatic(after)).toEqual([false, true])
    expect([after.waitingOn, after.clocks, after.state]).toEqual([before.waitingOn, before.clocks, 'open'])
  }
})

test('a resolved ticket is not opened by it', async () => {
  const { ticket, id } = await given('robot-resolved@speed.test')
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  world.clock.advance(2_000)
  await receive({ from: 'robot-resolved@speed.test', headers: { 'In-Reply-To': id } })
  expect(await again(world, ticket)).toMatchObject({ state: 'resolved', nextDueAt: null, messageCount: 2 })
})

test('a person’s second mail of their own, within seconds of our acknowledgement, stays a person’s', async () => {
  const own = '<own@speed.test>'
  const headers = { 'Message-ID': own }
  const ticket = await givenTicket(world, { from: 'vera@speed.test', subject: 'Speed of Vera.', headers })
  world.clock.advance(2_000)
  await receive({ from: 'vera@speed.test', subject: 'And one more', headers: { References: own } })
  expect(automatic(await again(world, ticket))).toEqual([false, false])
})

test('nor does an answer after more seconds count as a program’s, or one to a mail that was tried again', async () => {
  const { ticket, id } = await given('walt@speed.test')
  world.clock.advance(6_000)
  await receive({ from: 'walt@speed.test', headers: { 'In-Reply-To': id } })
  await world.sql(
    `update mail.outgoing_mails set created_at = created_at - interval '1 minute', sent_at = '${world.clock.now().toISOString()}' where ticket_id = '${ticket.id}'`,
  )
  world.clock.advance(2_000)
  await receive({ from: 'walt@speed.test', headers: { 'In-Reply-To': id } })
  expect(automatic(await again(world, ticket))).toEqual([false, false, false])
})

test('an answer is stale when a letter that came before it was filed after it', async () => {
  const { ticket, id } = await given('late@speed.test')
  await answered(ticket)
  const [own] = await world.sql<{ id: string }>(
    `select id from desk.messages where ticket_id = '${ticket.id}' and direction = 'out'`,
  )
  const body = { text: 'Goodbye.', seenMessageId: own?.id ?? '' }
  await receive({ from: 'late@speed.test', text: 'Wait!', headers: { 'In-Reply-To': id } })
  await world.sql(
    `update desk.messages set at = at - interval '30 seconds' where ticket_id = '${ticket.id}' and text = 'Wait!'`,
  )
  const refused = await world.ana.refused(desk.replyToTicket, { params: { id: ticket.id }, body })
  expect(refused.problem.type).toBe('/problems/stale-reply')
  const late = (await again(world, ticket)).timeline.find((one) => one.kind === 'message' && one.text === 'Wait!')
  expect((await again(world, ticket)).newestMessageId).toBe(late?.id)
})

test('a letter of a list says so, is not acknowledged, and its ticket can be answered', async () => {
  const headers = { 'List-Id': '<dev.list.test>', 'List-Post': '<mailto:dev@list.test>' }
  const ticket = await givenTicket(world, { from: 'lena@list.test', subject: 'Over a list.', headers })
  expect(ticket.timeline).toContainEqual(expect.objectContaining({ kind: 'message', isList: true }))
  expect(world.mailbox.to('lena@list.test')).toEqual([])
  await answered(ticket)
  expect(world.mailbox.to('lena@list.test').map((mail) => mail.cc ?? [])).toEqual([[]])
  expect(world.mailbox.to('dev@list.test')).toEqual([])
})
