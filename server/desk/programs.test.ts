import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import * as people from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { emergencyAddress, startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket, timelineOf } from './desk.builders.ts'

let world: World
let infrastructure: string
let anaId: string
/** Acts for Ana, for Ines of the infrastructure team, and in its own name. */
let forAna: Caller
let forInes: Caller
let alone: Caller
let count = 0
beforeAll(async () => {
  world = await startWorld()
  infrastructure = await world.team('infrastructure')
  anaId = (await world.ana.call(people.getMe, {})).person.id
  const ines = await world.person('Ines', { role: 'administrator', teams: ['infrastructure'] })
  forAna = await program(world.ana, 'bot', { onBehalfOfMe: true })
  forInes = await program(ines, 'fixer', { onBehalfOfMe: true })
  alone = await program(world.ana, 'echo', {})
})
afterAll(() => world.stop())

async function program(
  maker: Caller,
  name: string,
  { onBehalfOfMe = false, permissions = ['desk.read', 'desk.write'] as Permission[] },
): Promise<Caller> {
  const { token } = await maker.call(people.createToken, { body: { name, permissions, onBehalfOfMe } })
  return callerFor(() => world.app.url, token)
}

const given = (): Promise<desk.Ticket> =>
  givenTicket(world, { from: 'vera@acme.test', subject: `Program ${(count += 1)}.` })
const claim = (who: Caller, { id }: { id: string }) => who.call(desk.claimTicket, { params: { id }, body: {} })
const question = () => ({
  toTeam: infrastructure,
  question: 'Is it the proxy?',
  dueAt: new Date(world.clock.now().getTime() + 3_600_000).toISOString(),
})
const handOff = (who: Caller, { id }: { id: string }) =>
  who.call(desk.handOffTicket, { params: { id }, body: question() })
async function replyOf(ticket: desk.Ticket) {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  return { params: { id: ticket.id }, body: { text: 'We look into it.', seenMessageId } }
}
const changesOf = async (ticket: desk.Ticket) =>
  (await timelineOf(world.ana, ticket)).flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))
const auditOf = ({ id }: { id: string }) =>
  world.sql<{ action: string; actor_kind: string; actor_name: string }>(
    `select action, actor_kind, actor_name from platform.audit_entries
     where about_id = '${id}' and actor_kind <> 'job' order by at, action`,
  )

describe('a program that acts for a person', () => {
  test('claims for them, and what it did says both names', async () => {
    const ticket = await given()
    const claimed = await claim(forAna, ticket)
    expect(claimed.owner).toEqual({ id: anaId, name: 'Ana' })
    expect(await changesOf(claimed)).toContain('bot for Ana claimed the ticket')
    expect(await auditOf(ticket)).toEqual([
      { action: 'desk.claim-ticket', actor_kind: 'program', actor_name: 'bot for Ana' },
    ])
    for (const who of [world.ana, forAna])
      expect((await who.call(desk.listTickets, { query: { view: 'mine' } })).items.map((one) => one.id)).toContain(
        ticket.id,
      )
    expect((await alone.call(desk.listTickets, { query: { view: 'mine' } })).items).toEqual([])
  })

  test('replies and notes for them, and they own what they answered', async () => {
    const ticket = await given()
    await forAna.call(desk.addNote, { params: { id: ticket.id }, body: { text: 'Looked up by hand.' } })
    const replied = await forAna.call(desk.replyToTicket, await replyOf(ticket))
    expect(replied.owner?.id).toBe(anaId)
    expect(await timelineOf(world.ana, replied)).toContainEqual(
      expect.objectContaining({ kind: 'message', direction: 'out', author: { name: 'bot for Ana', email: null } }),
    )
    expect(await timelineOf(world.ana, replied)).toContainEqual(
      expect.objectContaining({ kind: 'note', author: { id: anaId, name: 'bot for Ana' } }),
    )
  })

  test('hands off for them; another acknowledges and answers for its own person, and the answer comes to the owner', async () => {
    const ticket = await given()
    const asked = await handOff(forAna, ticket)
    expect(asked.openHandOffs[0]).toMatchObject({ askedBy: { id: anaId }, state: 'asked' })
    await world.settle()
    expect((await world.mailbox.waitFor('ines@staff.test')).at(-1)?.subject).toContain(
      'bot for Ana asks Infrastructure',
    )
    const params = { id: asked.openHandOffs[0]?.id ?? '' }
    const seen = await forInes.call(desk.acknowledgeHandOff, { params })
    expect(seen.openHandOffs[0]).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ines' } })
    const answered = await forInes.call(desk.answerHandOff, { params, body: { text: 'It is.' } })
    expect(await timelineOf(world.ana, answered)).toContainEqual(
      expect.objectContaining({
        kind: 'hand-off',
        handOff: expect.objectContaining({ outcome: 'answered', returnedTo: { id: anaId, name: 'Ana' } }),
      }),
    )
    expect(await changesOf(answered)).toEqual(
      expect.arrayContaining(['fixer for Ines acknowledged the question', 'fixer for Ines answered the question']),
    )
  })

  test('leaves the page of an emergency to whoever is awake', async () => {
    await givenCustomer(world, 'vip', { isVip: true })
    const ticket = await givenTicket(world, { from: 'vera@vip.test', to: emergencyAddress, subject: 'Asleep' })
    await claim(forAna, ticket)
    const { items } = await world.ana.call(listPages, {})
    expect(items.find((one) => one.about.id === ticket.id)).toMatchObject({ state: 'open', acknowledgedBy: null })
  })

  test('is made by that person, or by a program that acts for them: none makes itself one', async () => {
    const permissions: Permission[] = ['people.write', 'desk.read', 'desk.write']
    const body = { name: 'child', permissions: ['desk.write' as const], onBehalfOfMe: true }
    const own = await program(world.ana, 'maker', { permissions })
    const refused = await own.refused(people.createToken, { body })
    expect([refused.status, refused.problem.detail]).toEqual([403, expect.stringContaining('Only a person')])
    const acting = await program(world.ana, 'maker', { permissions, onBehalfOfMe: true })
    const { onBehalfOf } = await acting.call(people.createToken, { body })
    expect(onBehalfOf).toEqual({ id: anaId, name: 'Ana' })
    const { items } = await world.ana.call(people.listTokens, {})
    expect(items.filter((one) => one.name === 'echo').map((one) => one.onBehalfOf)).toEqual([null])
  })
})

describe('a program in its own name', () => {
  test('notes and replies under it; nobody owns the ticket for that', async () => {
    const ticket = await given()
    await alone.call(desk.addNote, { params: { id: ticket.id }, body: { text: 'Seen before.' } })
    const replied = await alone.call(desk.replyToTicket, await replyOf(ticket))
    expect(replied).toMatchObject({ owner: null, waitingOn: { holder: 'customer' } })
    expect(await timelineOf(world.ana, replied)).toContainEqual(
      expect.objectContaining({ kind: 'note', author: { id: null, name: 'echo' }, text: 'Seen before.' }),
    )
    expect(await timelineOf(world.ana, replied)).toContainEqual(
      expect.objectContaining({ kind: 'message', direction: 'out', author: { name: 'echo', email: null } }),
    )
    expect((await auditOf(ticket)).map((one) => one.actor_name)).toEqual(['echo', 'echo'])
    await world.settle()
    expect((await world.mailbox.waitFor('vera@acme.test')).some((mail) => mail.text?.includes('look into it'))).toBe(
      true,
    )
  })

  test('leaves a ticket that somebody owns to them', async () => {
    const ticket = await given()
    await claim(world.ana, ticket)
    expect((await alone.call(desk.replyToTicket, await replyOf(ticket))).owner?.id).toBe(anaId)
  })

  test('hears what it did with the right to write alone, and reads no other ticket', async () => {
    const writer = await program(world.ana, 'writer', { permissions: ['desk.write'] })
    const ticket = await given()
    const params = { id: ticket.id }
    const noted = await writer.call(desk.addNote, { params, body: { text: 'Written.' } })
    expect(await timelineOf(world.ana, noted)).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'Written.' }),
    )
    expect((await writer.refused(desk.getTicket, { params })).status).toBe(403)
  })

  test('is refused what comes back to a person, and hears what to do', async () => {
    const ticket = await given()
    const params = { id: ticket.id }
    const asked = await handOff(world.ana, await given())
    const ofHandOff = { params: { id: asked.openHandOffs[0]?.id ?? '' } }
    const opened = { contactEmail: 'vera@vip.test', subject: 'Seen', text: 'We saw it first.' }
    const refusals = [
      await alone.refused(desk.claimTicket, { params, body: {} }),
      await alone.refused(desk.handOffTicket, { params, body: question() }),
      await alone.refused(desk.acknowledgeHandOff, ofHandOff),
      await alone.refused(desk.answerHandOff, { ...ofHandOff, body: { text: 'It is.' } }),
      await alone.refused(desk.declineHandOff, { ...ofHandOff, body: { reason: 'No.' } }),
      await alone.refused(desk.withdrawHandOff, ofHandOff),
      await alone.refused(desk.openTicket, { body: opened }),
    ]
    for (const { status, problem } of refusals) {
      expect(status).toBe(403)
      expect(problem.detail).toContain('make a token that acts on behalf of a person')
    }
    expect(await again(world, ticket)).toMatchObject({ owner: null, openHandOffs: [] })
    expect((await again(world, asked)).openHandOffs[0]?.state).toBe('asked')
  })
})

describe('a program can never do more than its maker today', () => {
  test.each([true, false])('on their behalf or not: %s', async (onBehalfOfMe) => {
    const body = {
      slug: `desk-${count}`,
      name: 'Desk',
      permissions: ['people.write', 'desk.read', 'desk.write'] as Permission[],
    }
    const role = await world.ana.call(people.addRole, { body })
    const maker = await world.person(`Maker${(count += 1)}`, { role: role.slug })
    const bot = await program(maker, 'bot', { onBehalfOfMe })
    const ticket = await given()
    const note = { params: { id: ticket.id }, body: { text: 'One.' } }
    await bot.call(desk.addNote, note)
    const params = { id: role.id }
    await world.ana.call(people.changeRole, { params, body: { permissions: ['people.write', 'desk.read'] } })
    expect((await bot.refused(desk.addNote, note)).status).toBe(403)
    await bot.call(desk.getTicket, { params: { id: ticket.id } })
    await world.ana.call(people.changePerson, { params: { id: maker.id }, body: { roles: ['staff'] } })
    await bot.call(desk.addNote, note)
    await world.ana.call(people.deactivatePerson, { params: { id: maker.id } })
    expect((await bot.refused(desk.getTicket, { params: { id: ticket.id } })).status).toBe(401)
  })

  test('nor do what it was not given', async () => {
    const reader = await program(world.ana, 'reader', { onBehalfOfMe: true, permissions: ['desk.read'] })
    const ticket = await given()
    const refused = await reader.refused(desk.claimTicket, { params: { id: ticket.id }, body: {} })
    expect([refused.status, refused.problem.detail]).toEqual([403, 'The permission "desk.write" is needed.'])
  })
})
