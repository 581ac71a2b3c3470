import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let benId: string
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  ben = await world.person('Ben', { teams: ['support'] })
  benId = (await ben.call(getMe, {})).person.id
})
afterAll(() => world.stop())

const given = (subject: string) => givenTicket(world, { from: 'vera@acme.test', subject })
const note = (who: Caller, { id }: { id: string }, text = 'A note.') =>
  who.call(desk.addNote, { params: { id }, body: { text } })
const unreadOf = async (who: Caller) =>
  (await who.call(desk.listUnread, {})).items.map(({ ticket, count, newest, isOwn }) => [
    ticket.subject,
    count,
    `${newest.kind} of ${newest.by}`,
    isOwn ? 'own' : 'followed',
  ])
const follow = (who: Caller, { id }: { id: string }, isFollowing = true) =>
  who.call(desk.followTicket, { params: { id }, body: { isFollowing } })
/** Reads up to an entry, by its place from the end. */
const look = async (who: Caller, ticket: { id: string }, fromEnd = 1) => {
  const { timeline } = await again(world, ticket)
  const body = { seenEntryId: timeline.at(-fromEnd)?.id ?? '' }
  return (await who.call(desk.lookAtTicket, { params: { id: ticket.id }, body })).unread
}
const writes = async (ticket: WholeTicket): Promise<void> => {
  const [first] = await world.sql<{ id: string }>(
    `select rfc_message_id as id from desk.messages where ticket_id = '${ticket.id}' order by at limit 1`,
  )
  const { raw, envelope } = letter({
    from: 'vera@acme.test',
    text: 'More.',
    headers: { 'In-Reply-To': first?.id ?? '' },
  })
  await world.deliver(raw, envelope)
  await world.settle()
}

test('who is given a ticket has all of it to read; then what others write, and never their own words', async () => {
  const ticket = await given('Given')
  const give = { act: { kind: 'give' as const, to: benId }, tickets: { ids: [ticket.id] } }
  await world.ana.call(desk.actOnTickets, { body: give })
  expect(await unreadOf(ben)).toEqual([['Given', 1, 'message of vera@acme.test', 'own']])
  expect(await look(ben, ticket)).toBe(0)
  await note(ben, ticket)
  expect(await unreadOf(ben)).toEqual([])
  await note(world.ana, ticket)
  await writes(ticket)
  expect(await unreadOf(ben)).toEqual([['Given', 2, 'message of vera@acme.test', 'own']])
  const { unread } = await ben.call(desk.getTicket, { params: { id: ticket.id } })
  const firstNew = (await again(world, ticket)).timeline.filter((one) => one.kind === 'note').at(-1)
  expect(unread).toEqual({ count: 2, firstId: firstNew?.id })
  await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
  expect(await unreadOf(ben)).toEqual([])
})

test('who follows a ticket is told of it until they do no more, also where it goes on', async () => {
  const ticket = await given('Followed')
  expect((await follow(ben, ticket)).isFollowed).toBe(true)
  await look(ben, ticket)
  await note(world.ana, ticket)
  expect(await unreadOf(ben)).toEqual([['Followed', 1, 'note of Ana', 'followed']])
  const into = await given('Goes on')
  await world.ana.call(desk.mergeTicket, { params: { id: ticket.id }, body: { into: into.number } })
  expect((await unreadOf(ben)).map(([subject]) => subject)).toEqual(['Goes on'])
  const where = JSON.stringify({ field: 'follower', op: '=', value: 'me' })
  const followed = await ben.call(desk.listTickets, { query: { view: 'all', where } })
  expect(followed.items.map(({ subject }) => subject)).toEqual(['Goes on'])
  expect((await follow(ben, into, false)).isFollowed).toBe(false)
  expect(await unreadOf(ben)).toEqual([])
})

test('nobody reads back: an older entry that is seen later changes nothing', async () => {
  const ticket = await given('Forward')
  await follow(ben, ticket)
  await note(world.ana, ticket)
  expect(await look(ben, ticket)).toBe(0)
  expect(await look(ben, ticket, 3)).toBe(0)
})

test('an entry of another ticket is none of this one', async () => {
  const [one, other] = [await given('One'), await given('Other')]
  const body = { seenEntryId: other.timeline[0]?.id ?? '' }
  expect((await ben.refused(desk.lookAtTicket, { params: { id: one.id }, body })).status).toBe(404)
})
