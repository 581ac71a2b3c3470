import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { letter } from '../../testing/letter.ts'
import { emergencyAddress, startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const running = (ticket: WholeTicket) =>
  ticket.clocks
    .filter((clock) => clock.stoppedAt === null)
    .map(({ name, startedAt, dueAt }) => [name, startedAt, dueAt])
const texts = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'message' || one.kind === 'note' ? [one.text.trim()] : []))
const merge = (from: WholeTicket, into: WholeTicket, over: { acrossCustomers?: boolean } = {}) =>
  world.ana.call(desk.mergeTicket, { params: { id: from.id }, body: { into: into.number, ...over } })
const unmerge = async (from: { number: number }): Promise<WholeTicket> =>
  again(world, await world.ana.call(desk.unmergeTicket, { params: { id: String(from.number) } }))
const refused = async (from: { id: string }) =>
  (await world.ana.refused(desk.unmergeTicket, { params: { id: from.id } })).problem
const note = (ticket: WholeTicket, text: string) =>
  world.ana.call(desk.addNote, { params: { id: ticket.id }, body: { text } })
const act = (ticket: WholeTicket, one: desk.Act) =>
  world.ana.call(desk.actOnTickets, { body: { act: one, tickets: { ids: [ticket.id] } } })
const reply = async (ticket: WholeTicket): Promise<void> => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'An answer.', seenMessageId } })
  await world.settle()
}

/** What may not differ before a merge and once it is undone. */
const standing = (ticket: WholeTicket) => {
  const { state, waitingOn, owner, tags, priority, isUrgent, participants, messageCount, lastMessageAt } = ticket
  const people = participants.map(({ address }) => address).toSorted()
  const rest = { state, waitingOn, owner, tags, priority, isUrgent, messageCount, lastMessageAt }
  return { ...rest, people, clocks: running(ticket), texts: texts(ticket) }
}

/** Two tickets of one customer that differ in all that a merge joins. */
async function given() {
  const key = `u${(count += 1)}`
  await givenCustomer(world, key)
  const into = await givenTicket(world, { from: `vera@${key}.test`, subject: `First ${key}.`, text: 'One.' })
  await act(into, { kind: 'tag', add: ['fonts', 'slow'], remove: [] })
  world.clock.advance(60_000)
  const from = await givenTicket(world, {
    from: `walt@${key}.test`,
    subject: `Second ${key}.`,
    text: 'Two.',
    headers: { Cc: `xena@${key}.test` },
  })
  await act(from, { kind: 'tag', add: ['slow', 'cdn'], remove: [] })
  await act(from, { kind: 'prioritize', priority: 'high' })
  await world.ana.call(desk.claimTicket, { params: { id: from.id }, body: {} })
  await note(from, 'Of the second.')
  return { key, into: await again(world, into), from: await again(world, from) }
}

test('a merge that is undone leaves both tickets as they were', async () => {
  const { from, into } = await given()
  await merge(from, into, { acrossCustomers: true })
  const merged = await again(world, into)
  expect(texts(merged)).toEqual(['One.', 'Two.', 'Of the second.'])
  expect(merged.mergedHere).toEqual([{ id: from.id, number: from.number, subject: from.subject, isUndoable: true }])
  world.clock.advance(60 * 86_400_000)
  const back = await unmerge(from)
  expect(standing(back)).toEqual(standing(from))
  const alone = await again(world, into)
  expect(standing(alone)).toEqual(standing(into))
  expect(alone.mergedHere).toEqual([])
  expect(back.mergedInto).toBeNull()
})

test('what was written since stays where it was written, and an answer was for both', async () => {
  const { from, into } = await given()
  await merge(from, into, { acrossCustomers: true })
  await note(into, 'Since then.')
  world.clock.advance(60_000)
  await reply(into)
  const back = await unmerge(from)
  expect(texts(back)).toEqual(['Two.', 'Of the second.'])
  expect(back.waitingOn.holder).toBe('customer')
  expect(running(back).map(([name]) => name)).not.toContain('first-response')
  const alone = await again(world, into)
  expect(texts(alone)).toEqual(['One.', 'Since then.', 'An answer.'])
  expect(alone.waitingOn.holder).toBe('customer')
})

test('a customer who writes to the ticket that is one again is threaded there', async () => {
  const { key, from, into } = await given()
  await merge(from, into, { acrossCustomers: true })
  await unmerge(from)
  const [first] = await world.sql<{ id: string }>(
    `select rfc_message_id as id from desk.messages where ticket_id = '${from.id}' order by at limit 1`,
  )
  const more = letter({ from: `walt@${key}.test`, text: 'Three.', headers: { 'In-Reply-To': first?.id ?? '' } })
  await world.deliver(more.raw, more.envelope)
  await world.settle()
  expect(texts(await again(world, from))).toContain('Three.')
})

test('a resolved ticket that a merge opened is resolved again, and a merged one ends with the one that ended', async () => {
  const one = await given()
  await act(one.into, { kind: 'resolve', documentation: null })
  const resolved = await again(world, one.into)
  await merge(one.from, one.into, { acrossCustomers: true })
  expect((await again(world, one.into)).state).toBe('open')
  expect((await unmerge(one.from)).state).toBe('open')
  const { state, resolvedAt } = await again(world, one.into)
  expect({ state, resolvedAt }).toEqual({ state: 'resolved', resolvedAt: resolved.resolvedAt })

  const other = await given()
  await merge(other.from, other.into, { acrossCustomers: true })
  await act(other.into, { kind: 'resolve', documentation: null })
  expect((await unmerge(other.from)).state).toBe('resolved')
})

test('merges are taken apart in the order in which they nest', async () => {
  const [one, other] = [await given(), await given()]
  await merge(one.from, one.into, { acrossCustomers: true })
  await merge(one.into, other.into, { acrossCustomers: true })
  expect(await refused(one.from)).toMatchObject({ type: '/problems/ticket-merged' })
  await unmerge(one.into)
  const back = await unmerge(one.from)
  expect(standing(back)).toEqual(standing(one.from))
  expect(standing(await again(world, one.into))).toEqual(standing(one.into))
  expect(standing(await again(world, other.into))).toEqual(standing(other.into))
})

test('what was split off since stays where it is', async () => {
  const { from, into } = await given()
  await merge(from, into, { acrossCustomers: true })
  const message = (await again(world, into)).timeline.findLast((entry) => entry.kind === 'message')
  const split = await world.ana.call(desk.splitTicket, {
    params: { id: into.id },
    body: { messageId: message?.id ?? '' },
  })
  const back = await unmerge(from)
  expect(texts(back)).toEqual(['Of the second.'])
  expect(texts(await again(world, split))).toEqual(['Two.'])
})

test('what is merged into none, or was taken apart before, is refused; of two at once one does it', async () => {
  const { from, into } = await given()
  expect(await refused(from)).toMatchObject({ detail: `#${from.number} is merged into none.` })
  await merge(from, into, { acrossCustomers: true })
  const twice = await Promise.allSettled([unmerge(from), unmerge(from)])
  expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await merge(from, into, { acrossCustomers: true })
  await act(into, { kind: 'remove', into: 'trash', blocksSender: false })
  expect(await refused(from)).toMatchObject({ type: '/problems/ticket-removed' })
})

test('of several merges into one the latest is undone first, and nobody is forgotten', async () => {
  const one = await given()
  const other = await given()
  await reply(one.into)
  await merge(one.from, one.into, { acrossCustomers: true })
  await merge(other.from, one.into, { acrossCustomers: true })
  expect(await refused(one.from)).toMatchObject({
    detail: `#${other.from.number} was merged into #${one.into.number} later: undo that first.`,
  })
  expect(standing(await unmerge(other.from))).toEqual(standing(other.from))
  expect(standing(await unmerge(one.from))).toEqual(standing(one.from))
})

describe('a team that was asked', () => {
  const ask = async (ticket: WholeTicket) => {
    const body = { toTeam: await world.team(`network-${(count += 1)}`), question: 'Yours?' }
    const { openHandOffs } = await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body })
    return openHandOffs[0]?.id ?? ''
  }

  test('before, and no more since, holds nothing up', async () => {
    const { from, into } = await given()
    const handOff = await ask(into)
    await merge(from, into, { acrossCustomers: true })
    await world.ana.call(desk.withdrawHandOff, { params: { id: handOff } })
    await unmerge(from)
    expect((await again(world, into)).waitingOn.holder).toBe('support')
  })

  test('since then keeps a ticket open that the merge opened', async () => {
    const { from, into } = await given()
    await act(into, { kind: 'resolve', documentation: null })
    await merge(from, into, { acrossCustomers: true })
    await ask(into)
    await unmerge(from)
    expect(await again(world, into)).toMatchObject({ state: 'open', waitingOn: { holder: 'teams' } })
  })
})

test('what is not said yet goes back to the ticket for which it was written', async () => {
  const { from, into } = await given()
  const sendAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const body = { text: 'For the second.', seenMessageId: from.newestMessageId, sendAt }
  await world.ana.call(desk.replyToTicket, { params: { id: from.id }, body })
  await world.ana.call(desk.keepDraft, {
    params: { ticketId: from.id, kind: 'note' },
    body: { text: 'A secret.' },
  })
  world.clock.advance(1000)
  await merge(from, into, { acrossCustomers: true })
  expect((await again(world, into)).unsent).toHaveLength(1)
  const back = await unmerge(from)
  expect(back.unsent.map(({ text }) => text)).toEqual(['For the second.'])
  const drafts = await world.sql<{ id: string }>('select ticket_id as id from desk.drafts')
  expect(drafts.map(({ id }) => id)).toEqual([from.id])
  expect((await again(world, into)).unsent).toEqual([])
})

test('a page goes back with the emergency, and ends with nothing else', async () => {
  const { into } = await given()
  const key = `vip${(count += 1)}`
  await givenCustomer(world, key, { plan: 'premium', isVip: true })
  const vip = await givenTicket(world, { from: `vera@${key}.test`, to: emergencyAddress, subject: `Down ${key}.` })
  const before = running(await again(world, vip))
  await merge(vip, into, { acrossCustomers: true })
  const back = await unmerge(vip)
  expect([back.isUrgent, running(back)]).toEqual([true, before])
  await act(into, { kind: 'resolve', documentation: null })
  const pages = await world.sql<{ state: string }>(`select state from pager.pages where about_id = '${vip.id}'`)
  expect(pages.map(({ state }) => state)).toEqual(['open'])
})

test('what nobody has read on the one is read by nobody on the other', async () => {
  const { from, into } = await given()
  await world.ana.call(desk.claimTicket, { params: { id: into.id }, body: {} })
  const ben = await world.person(`Ben${(count += 1)}`, { teams: ['support'] })
  await ben.call(desk.addNote, { params: { id: from.id }, body: { text: 'Please read me.' } })
  const newest = (await again(world, into)).timeline.at(-1)
  await world.ana.call(desk.lookAtTicket, { params: { id: into.id }, body: { seenEntryId: newest?.id ?? '' } })
  await note(into, 'Read by Ana.')
  await merge(from, into, { acrossCustomers: true })
  const { items } = await world.ana.call(desk.listUnread, {})
  expect(items.find(({ ticket }) => ticket.id === into.id)).toMatchObject({ newest: { kind: 'note' } })
})
