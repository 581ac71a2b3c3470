import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { dissolveTeam } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenTicket } from '../desk.builders.ts'
import { askTeam } from '../hand-offs/hand-off.builders.ts'

let world: World
let ben: Caller
let network: string
let billing: string
let gone: string
beforeAll(async () => {
  world = await startWorld()
  network = await world.team('network')
  billing = await world.team('billing')
  gone = await world.team('gone')
  ben = await world.person('Ben', { teams: ['support'] })
})
afterAll(() => world.stop())

let letters = 0
const given = () => givenTicket(world, { from: `vera@both-${(letters += 1)}.test`, subject: `Both ${letters}` })
const inSeconds = (seconds: number): string => new Date(world.clock.now().getTime() + seconds * 1000).toISOString()

type Body = CallInput<typeof desk.replyToTicket>['body']
type HandOff = Extract<NonNullable<Body['thenAct']>, { kind: 'hand-off' }>
const inputOf = (ticket: desk.Ticket, over: Partial<HandOff> = {}, sendAt = inSeconds(10)) => ({
  params: { id: ticket.id },
  body: {
    text: 'We ask our network team.',
    seenMessageId: ticket.newestMessageId,
    sendAt,
    thenAct: { kind: 'hand-off' as const, toTeam: network, question: 'Which link is full?', ...over },
  },
})
const send = (ticket: desk.Ticket, over: Partial<HandOff> = {}, sendAt?: string) =>
  world.ana.call(desk.replyToTicket, inputOf(ticket, over, sendAt))

test('the team is asked as the reply goes out, not before, and the customer reads nothing of it', async () => {
  const ticket = await given()
  const held = await send(ticket)
  expect(held.openHandOffs).toEqual([])
  expect(held.unsent[0]?.thenAct).toMatchObject({
    kind: 'hand-off',
    asked: { team: { slug: 'network' }, question: 'Which link is full?' },
  })
  await world.forward({ seconds: 11 })
  const sent = await again(world, ticket)
  expect([sent.unsent, sent.messageCount, sent.waitingOn.holder, sent.owner?.name]).toEqual([[], 2, 'teams', 'Ana'])
  expect(sent.openHandOffs).toMatchObject([{ question: 'Which link is full?', askedBy: { name: 'Ana' } }])
  const mails = world.mailbox.to(ticket.contact.email)
  expect(mails.map(({ raw }) => raw.includes('network team'))).toContain(true)
  expect(mails.some(({ raw }) => raw.includes('Which link'))).toBe(false)
})

test('taken back, nobody was asked', async () => {
  const ticket = await given()
  const [unsent] = (await send(ticket)).unsent
  await world.ana.call(desk.takeBackReply, { params: { id: unsent?.id ?? '' } })
  await world.forward({ seconds: 20 })
  const after = await again(world, ticket)
  expect([after.openHandOffs, after.messageCount]).toEqual([[], 1])
})

test('what is asked in private is seen by whoever asks, and by nobody else', async () => {
  const ticket = await given()
  const held = await send(ticket, { isPrivate: true })
  expect(held.unsent[0]?.thenAct).toMatchObject({ asked: { question: 'Which link is full?' } })
  const { unsent } = await ben.call(desk.getTicket, { params: { id: ticket.id } })
  expect(unsent[0]?.thenAct).toEqual({ kind: 'hand-off', asked: null })
})

test.each([
  ['asks a team that is none', () => ({ toTeam: '00000000-0000-4000-8000-000000000000' }), 404, undefined],
  ['asks somebody who is not in it', () => ({ toPerson: network }), 400, '/thenAct/toPerson'],
  ['wants the answer before it goes out', () => ({ dueAt: inSeconds(5) }), 400, '/thenAct/dueAt'],
])('is refused at once where it %s', async (_, over, status, pointer) => {
  const ticket = await given()
  const { problem, ...refused } = await world.ana.refused(desk.replyToTicket, inputOf(ticket, over()))
  expect([refused.status, problem.errors?.[0]?.pointer]).toEqual([status, pointer])
  expect((await again(world, ticket)).unsent).toEqual([])
})

test('goes out though the answer was wanted by a time that is over: by the target of the team', async () => {
  const ticket = await given()
  await send(ticket, { dueAt: inSeconds(90) }, inSeconds(60))
  await world.forward({ minutes: 5 })
  expect((await again(world, ticket)).openHandOffs).toHaveLength(1)
})

test('does not go out where the team was asked meanwhile, or is gone: it is kept with the reason', async () => {
  const [asked, gone] = [await given(), await given()]
  await send(asked)
  await askTeam(ben, asked, { toTeam: network })
  await send(gone, { toTeam: billing })
  await world.ana.call(dissolveTeam, { params: { id: billing } })
  await world.forward({ seconds: 11 })
  const [first, second] = [await again(world, asked), await again(world, gone)]
  expect([first.unsent, first.messageCount]).toMatchObject([[{ state: 'stopped' }], 1])
  expect([second.unsent, second.messageCount]).toMatchObject([
    [{ state: 'stopped', reason: expect.stringContaining('no such team'), thenAct: { asked: { team: null } } }],
    1,
  ])
})

test('taken back by a colleague it stays with whoever wrote it, and says that nobody was asked', async () => {
  const ticket = await given()
  const [unsent] = (await send(ticket, { isPrivate: true })).unsent
  await ben.call(desk.takeBackReply, { params: { id: unsent?.id ?? '' } })
  await world.forward({ seconds: 20 })
  const [kept] = (await world.ana.call(desk.listUnsent, {})).items.filter((one) => one.ticket.id === ticket.id)
  expect(kept).toMatchObject({
    state: 'stopped',
    reason: 'Ben took it back: the team was not asked.',
    thenAct: { asked: { question: 'Which link is full?' } },
  })
  const seen = await ben.call(desk.getTicket, { params: { id: ticket.id } })
  expect([seen.messageCount, seen.openHandOffs, seen.unsent[0]?.thenAct]).toEqual([
    1,
    [],
    { kind: 'hand-off', asked: null },
  ])
})

test('why a private question could not be asked is for whoever asked it', async () => {
  const ticket = await given()
  await send(ticket, { isPrivate: true, toTeam: gone })
  await world.ana.call(dissolveTeam, { params: { id: gone } })
  await world.forward({ seconds: 11 })
  const reasonFor = async (who: Caller) =>
    (await who.call(desk.getTicket, { params: { id: ticket.id } })).unsent[0]?.reason
  expect(await reasonFor(world.ana)).toContain('no such team')
  expect(await reasonFor(ben)).toBe('what comes with it cannot be done')
  const { timeline } = await again(world, ticket)
  expect(JSON.stringify(timeline)).not.toContain('no such team')
})
