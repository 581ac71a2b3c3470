import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { type Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenTicket, timelineOf, type WholeTicket } from '../desk.builders.ts'

let world: World
let network: string
let legal: string
let nils: Caller
beforeAll(async () => {
  world = await startWorld()
  network = await world.team('network')
  legal = await world.team('legal')
  nils = await world.person('Nils', { teams: ['network'] })
  await world.person('Lea', { teams: ['legal'] })
})
afterAll(() => world.stop())

let count = 0
const given = async (): Promise<WholeTicket> => {
  const key = `stand-${(count += 1)}`
  return givenTicket(world, { from: `Vera <vera@${key}.test>`, subject: key })
}
const receipts = ({ contact }: WholeTicket) =>
  world.mailbox.to(contact.email).filter(({ text }) => /your message has arrived/.test(text ?? ''))
const linkOf = (ticket: WholeTicket): string | undefined =>
  /Where it stands: http\S+\/c\/(\w+)/.exec(receipts(ticket)[0]?.text ?? '')?.[1]
const stand = async (token: string) => world.nobody.call(desk.getCustomerAsk, { params: { token } })
const show = (id: string, isShown: boolean) => world.ana.call(desk.showTeam, { params: { id }, body: { isShown } })
async function ask(ticket: WholeTicket, toTeam: string, over: { isPrivate?: boolean } = {}): Promise<desk.HandOff> {
  const body = { toTeam, question: 'Is the tunnel down?', ...over }
  await world.ana.call(desk.handOffTicket, { params: { id: ticket.id }, body })
  const [asked] = (await timelineOf(world.ana, ticket)).flatMap((one) => (one.kind === 'hand-off' ? [one.handOff] : []))
  if (!asked) throw new Error('nobody is asked')
  return asked
}

test('a receipt leads nowhere until some team is shown', async () => {
  const ticket = await given()
  expect([receipts(ticket).length, linkOf(ticket)]).toEqual([1, undefined])
})

test('a customer is told whose turn it is, which team works on it and by when it answers', async () => {
  expect(await show(network, true)).toEqual({ teamIds: [network] })
  const ticket = await given()
  const token = linkOf(ticket) ?? ''
  expect(await stand(token)).toMatchObject({ kind: 'receipt', turn: 'us', hearBy: null, works: [] })
  const handOff = await ask(ticket, network)
  const answerBy = handOff.clocks.find(({ name }) => name === 'answer')?.dueAt
  expect(answerBy).toBeDefined()
  expect((await stand(token)).works).toEqual([{ team: 'Network', since: handOff.askedAt, answerBy }])
  await nils.call(desk.answerHandOff, { params: { id: handOff.id }, body: { text: 'It was.' } })
  expect(await stand(token)).toMatchObject({ turn: 'us', works: [] })
  const nextUpdateBy = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const reply = async (over: { nextUpdateBy?: string }) => {
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    const body = { text: 'The tunnel is up.', seenMessageId, ...over }
    await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  }
  await reply({ nextUpdateBy })
  expect(await stand(token)).toMatchObject({ turn: 'us', hearBy: nextUpdateBy })
  await reply({})
  expect(await stand(token)).toMatchObject({ turn: 'you', hearBy: null })
})

test('a private question, and a team that is not shown, are nowhere in it', async () => {
  await show(legal, true)
  const ticket = await given()
  const token = linkOf(ticket) ?? ''
  await ask(ticket, legal, { isPrivate: true })
  await ask(ticket, network)
  await show(network, false)
  expect((await stand(token)).works).toEqual([])
  expect(JSON.stringify(await stand(token))).not.toMatch(/legal|tunnel/i)
})

test('the customer says by it that it is solved, and opens it again', async () => {
  const ticket = await given()
  const params = { token: linkOf(ticket) ?? '' }
  const solved = await world.nobody.call(desk.answerCustomerAsk, { params, body: { answer: 'solved' } })
  expect(solved).toMatchObject({ isOpen: false, turn: 'nobody' })
  const open = await world.nobody.call(desk.answerCustomerAsk, { params, body: { answer: 'not-solved' } })
  expect(open).toMatchObject({ isOpen: true, turn: 'us' })
})

test('a link of somebody who is the contact no more leads nowhere', async () => {
  const ticket = await given()
  const params = { token: linkOf(ticket) ?? '' }
  await world.ana.call(desk.changeContact, {
    params: { id: ticket.id },
    body: { email: 'max@other.test', keepsFormer: false },
  })
  expect((await world.nobody.refused(desk.getCustomerAsk, { params })).status).toBe(404)
  const body = { answer: 'solved' as const }
  expect((await world.nobody.refused(desk.answerCustomerAsk, { params, body })).status).toBe(404)
})

test('who does not configure the desk shows no team', async () => {
  const refused = await nils.refused(desk.showTeam, { params: { id: network }, body: { isShown: true } })
  expect(refused.status).toBe(403)
})
