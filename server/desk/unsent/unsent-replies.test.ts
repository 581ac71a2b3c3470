import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallInput } from '@bellwether/contract/route.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { createToken, deactivatePerson, listPeople, revokeToken } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
})
afterAll(() => world.stop())

let letters = 0
const given = () => {
  letters += 1
  return givenTicket(world, { from: `vera@late-${letters}.test`, subject: `Later ${letters}` })
}
const addressOf = (ticket: desk.Ticket): string => ticket.contact.email
const inSeconds = (seconds: number): string => new Date(world.clock.now().getTime() + seconds * 1000).toISOString()
type Body = CallInput<typeof desk.replyToTicket>['body']
const reply = (ticket: desk.Ticket, over: Partial<Body> = {}, who: Caller = world.ana) =>
  who.call(desk.replyToTicket, {
    params: { id: ticket.id },
    body: { text: 'It is mended.', seenMessageId: ticket.newestMessageId, sendAt: inSeconds(10), ...over },
  })
/** Mails with this text to the contact. */
const gotten = (ticket: desk.Ticket, text = 'It is mended.') =>
  world.mailbox.to(addressOf(ticket)).filter(({ raw }) => raw.includes(text)).length
const writeAgain = async (ticket: desk.Ticket) => {
  const token = world.mailbox.to(addressOf(ticket))[0]?.raw.match(/^Message-ID: (.*)$/im)?.[1]
  const { raw, envelope } = letter({
    from: addressOf(ticket),
    subject: 'Re: it',
    headers: { 'In-Reply-To': token ?? '' },
  })
  await world.deliver(raw, envelope)
  await world.settle()
}

describe('a reply that goes out in ten seconds', () => {
  test('is no message until then, and then is one, once', async () => {
    const ticket = await given()
    const held = await reply(ticket)
    expect(held.unsent).toMatchObject([{ state: 'waiting', text: 'It is mended.', by: { name: 'Ana' } }])
    expect([held.messageCount, held.waitingOn.holder]).toEqual([1, 'support'])
    await world.forward({ seconds: 9 })
    expect(gotten(ticket)).toBe(0)
    await world.forward({ seconds: 1 })
    await world.forward({ seconds: 1 })
    expect(gotten(ticket)).toBe(1)
    const sent = await again(world, ticket)
    expect([sent.unsent, sent.messageCount, sent.waitingOn.holder, sent.owner?.name]).toEqual([
      [],
      2,
      'customer',
      'Ana',
    ])
  })

  test('can be taken back, by whoever sees it, and nobody has it', async () => {
    const ticket = await given()
    const [unsent] = (await reply(ticket)).unsent
    const params = { id: unsent?.id ?? '' }
    const after = await ben.call(desk.takeBackReply, { params })
    expect([after.unsent, after.messageCount]).toEqual([[], 1])
    await world.forward({ seconds: 20 })
    expect(gotten(ticket)).toBe(0)
    expect((await world.ana.refused(desk.takeBackReply, { params })).problem.type).toBe('/problems/already-sent')
    expect((await world.ana.refused(desk.sendUnsent, { params })).problem.type).toBe('/problems/already-sent')
  })

  test('can be sent at once, with what comes then', async () => {
    const ticket = await given()
    const thenAct = { kind: 'resolve' as const, documentation: null }
    const [unsent] = (await reply(ticket, { thenAct })).unsent
    const after = await world.ana.call(desk.sendUnsent, { params: { id: unsent?.id ?? '' } })
    expect([after.state, after.unsent, after.messageCount]).toEqual(['resolved', [], 2])
    await world.settle()
    expect(gotten(ticket)).toBe(1)
  })

  test('is seen by whoever else would reply, who waits for it or takes it back', async () => {
    const ticket = await given()
    await reply(ticket)
    const body = { text: 'Me too.', seenMessageId: ticket.newestMessageId, sendAt: inSeconds(10) }
    const { problem } = await ben.refused(desk.replyToTicket, { params: { id: ticket.id }, body })
    expect([problem.type, problem.detail]).toEqual([
      '/problems/reply-waits',
      'A reply of Ana waits to go out on this ticket.',
    ])
    await world.forward({ seconds: 11 })
    expect([gotten(ticket), gotten(ticket, 'Me too.')]).toEqual([1, 0])
  })
})

describe('a reply that goes out later', () => {
  test('does not where they write first: it is kept, with the reason, where its writer sees it', async () => {
    const ticket = await given()
    await reply(ticket, { sendAt: inSeconds(3600) })
    await writeAgain(ticket)
    await world.forward({ minutes: 61 })
    expect(gotten(ticket)).toBe(0)
    const stopped = await again(world, ticket)
    expect(stopped.unsent).toMatchObject([{ state: 'stopped', text: 'It is mended.' }])
    expect(stopped.unsent[0]?.reason).toMatch(/^It was written by vera@/)
    const { items } = await world.ana.call(desk.listUnsent, {})
    expect(items).toMatchObject([{ ticket: { number: ticket.number }, state: 'stopped' }])
    expect((await ben.call(desk.listUnsent, {})).items).toEqual([])
    // Another one may wait beside it, and it can be put away.
    await reply(stopped, { text: 'Once more.' })
    await world.ana.call(desk.takeBackReply, { params: { id: items[0]?.id ?? '' } })
    await world.forward({ seconds: 11 })
    expect([gotten(ticket), gotten(ticket, 'Once more.')]).toEqual([0, 1])
    expect((await world.ana.call(desk.listUnsent, {})).items).toEqual([])
  })

  test('does not where the ticket was resolved, or merged, meanwhile', async () => {
    const [one, other, third] = [await given(), await given(), await given()]
    await reply(one, { sendAt: inSeconds(60) })
    await reply(other, { sendAt: inSeconds(60) })
    await world.ana.call(desk.resolveTicket, { params: { id: one.id }, body: {} })
    const into = { into: third.id, acrossCustomers: true }
    await world.ana.call(desk.mergeTicket, { params: { id: other.id }, body: into })
    await world.forward({ minutes: 2 })
    expect([gotten(one), gotten(other)]).toEqual([0, 0])
    const { items } = await world.ana.call(desk.listUnsent, {})
    expect(items.map(({ ticket, reason }) => [ticket.number, reason])).toEqual(
      expect.arrayContaining([
        [one.number, 'This ticket is resolved'],
        [third.number, 'Its ticket was merged into this one since.'],
      ]),
    )
    expect(gotten(third)).toBe(0)
    for (const { id } of items) await world.ana.call(desk.takeBackReply, { params: { id } })
  })

  test('does not where its writer has left', async () => {
    const ticket = await given()
    const dora = await world.person('Dora', { teams: ['support'] })
    await reply(ticket, { sendAt: inSeconds(60) }, dora)
    const id = (await world.ana.call(listPeople, {})).items.find(({ name }) => name === 'Dora')?.id ?? ''
    await world.ana.call(deactivatePerson, { params: { id } })
    await world.forward({ minutes: 2 })
    expect(gotten(ticket)).toBe(0)
    expect((await again(world, ticket)).unsent[0]?.reason).toBe('Dora may do nothing here any more.')
  })

  test('does not where its writer may not answer any more, by themselves or by a program', async () => {
    const [one, other] = [await given(), await given()]
    const eve = await world.person('Eve', { teams: ['support'] })
    await reply(one, { sendAt: inSeconds(60) }, eve)
    const created = await world.ana.call(createToken, {
      body: { name: 'robot', permissions: ['desk.read', 'desk.write'] },
    })
    await reply(
      other,
      { sendAt: inSeconds(60) },
      callerFor(() => world.app.url, created.token),
    )
    await world.sql(
      `delete from people.person_roles where person_id = (select id from people.people where name = 'Eve')`,
    )
    await world.ana.call(revokeToken, { params: { id: created.id } })
    await world.forward({ minutes: 2 })
    expect([gotten(one), gotten(other)]).toEqual([0, 0])
    expect((await again(world, one)).unsent[0]?.reason).toBe('The permission "desk.write" is needed.')
    expect((await again(world, other)).unsent[0]?.reason).toBe('robot may do nothing here any more.')
  })

  test('does not go to somebody to whom it was not written', async () => {
    const ticket = await given()
    await reply(ticket, { sendAt: inSeconds(60) })
    await world.ana.call(desk.changeContact, {
      params: { id: ticket.id },
      body: { email: 'rival@other.test', name: 'Rival', keepsFormer: false },
    })
    const joined = await given()
    await reply(joined, { sendAt: inSeconds(60) })
    const participant = { address: 'late@comer.test', name: 'Late' }
    await world.ana.call(desk.addParticipant, { params: { id: joined.id }, body: participant })
    await world.forward({ minutes: 2 })
    expect(world.mailbox.to('rival@other.test').filter(({ raw }) => raw.includes('It is mended.'))).toEqual([])
    expect(world.mailbox.to('late@comer.test').filter(({ raw }) => raw.includes('It is mended.'))).toEqual([])
    expect(gotten(joined)).toBe(1)
  })

  test('goes out though the time until which its ticket was to be put away is over', async () => {
    const ticket = await given()
    await reply(ticket, { sendAt: inSeconds(60), thenAct: { kind: 'snooze', until: inSeconds(90) } })
    await world.forward({ minutes: 5 })
    expect(gotten(ticket)).toBe(1)
  })

  test('goes out after a crash, once', async () => {
    const ticket = await given()
    await reply(ticket, { sendAt: inSeconds(60) })
    await world.restart()
    await world.forward({ minutes: 2 })
    await Promise.all([world.app.runLoops(), world.app.runLoops()])
    await world.settle()
    expect(gotten(ticket)).toBe(1)
  })

  test('is snoozed with it, and comes back', async () => {
    const ticket = await given()
    await reply(ticket, { thenAct: { kind: 'snooze', until: inSeconds(7200) } })
    await world.forward({ seconds: 11 })
    expect((await again(world, ticket)).snoozedUntil).not.toBeNull()
    await world.forward({ minutes: 121 })
    expect((await again(world, ticket)).snoozedUntil).toBeNull()
  })

  test('is refused where it would come back at once for what it promises', async () => {
    const ticket = await given()
    const over = { nextUpdateBy: inSeconds(600), thenAct: { kind: 'snooze' as const, until: inSeconds(7200) } }
    const body = { text: 'x', seenMessageId: ticket.newestMessageId, sendAt: inSeconds(60), ...over }
    const { problem } = await world.ana.refused(desk.replyToTicket, { params: { id: ticket.id }, body })
    expect(problem.errors?.[0]?.pointer).toBe('/thenAct/until')
  })

  test('taken back, or sent, by somebody else leaves a trace', async () => {
    const [one, other] = [await given(), await given()]
    const { unsent: ofOne } = await reply(one)
    const { unsent: ofOther } = await reply(other)
    await ben.call(desk.takeBackReply, { params: { id: ofOne[0]?.id ?? '' } })
    await ben.call(desk.sendUnsent, { params: { id: ofOther[0]?.id ?? '' } })
    const { timeline } = await again(world, one)
    expect(timeline.at(-1)).toMatchObject({ kind: 'change', who: 'Ben', what: 'took back the reply of Ana' })
    const audited = await world.sql(
      `select action from platform.audit_entries where action = 'desk.send-unsent' and about_id = '${other.id}'`,
    )
    expect(audited).toHaveLength(1)
  })

  test.each([
    ['promises what is past by then', () => ({ nextUpdateBy: inSeconds(30) }), '/nextUpdateBy'],
    ['is for years from now', () => ({ sendAt: '2040-01-01T00:00:00Z' }), '/sendAt'],
    ['is for a year that is none', () => ({ sendAt: '9999-12-31T23:59:59-14:00' }), '/sendAt'],
    ['puts the ticket away before', () => ({ thenAct: { kind: 'snooze', until: inSeconds(30) } }), '/thenAct/until'],
    [
      'documents nothing',
      () => ({ thenAct: { kind: 'resolve', documentation: { outcome: 'not-needed', url: null, reason: null } } }),
      '/thenAct/documentation/reason',
    ],
  ] as [string, () => Partial<Body>, string][])('is refused where it %s', async (_, over, pointer) => {
    const ticket = await given()
    const body = { text: 'x', seenMessageId: ticket.newestMessageId, sendAt: inSeconds(60), ...over() }
    const { status, problem } = await world.ana.refused(desk.replyToTicket, { params: { id: ticket.id }, body })
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer])
  })
})
