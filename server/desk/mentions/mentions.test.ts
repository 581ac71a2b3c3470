import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { addRole, createToken, deactivatePerson, listPeople } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { addNote } from '../add-note.ts'
import { again, givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let nora: Caller
beforeAll(async () => {
  world = await startWorld()
  await world.team('network')
  ben = await world.person('Ben', { teams: ['support'] })
  nora = await world.person('Nora', { teams: ['network'] })
})
afterAll(() => world.stop())

let tickets = 0
const given = () => {
  tickets += 1
  return givenTicket(world, { from: `vera@called-${tickets}.test`, subject: `Called ${tickets}` })
}
const note = (ticket: { id: string }, text: string, who: Caller = world.ana) =>
  who.call(desk.addNote, { params: { id: ticket.id }, body: { text } })
const callsOf = async (who: Caller) => (await who.call(desk.listMentions, {})).items
const see = (ticket: { id: string }, who: Caller) => who.call(desk.seeMentions, { params: { id: ticket.id } })
const mailsTo = (name: string) =>
  world.mailbox.mails.filter(({ to_, subject }) => to_.startsWith(name) && /mentioned you/.test(subject ?? ''))

describe('whoever is called in a note', () => {
  test('sees it until they have looked, and the note says whom it called', async () => {
    const ticket = await given()
    await note(ticket, 'Look, @ben and @network: ask vera@ben.test. @ana knows.')
    expect(await callsOf(ben)).toMatchObject([{ by: 'Ana', team: null, ticket: { number: ticket.number } }])
    expect(await callsOf(nora)).toMatchObject([{ by: 'Ana', team: 'Network' }])
    // Who wrote it knows.
    expect(await callsOf(world.ana)).toEqual([])
    const [shown] = (await again(world, ticket)).timeline.filter((entry) => entry.kind === 'note')
    expect(shown?.mentioned).toEqual(['Ben', 'Network'])
    expect((await see(ticket, ben)).seen).toBe(1)
    expect((await see(ticket, ben)).seen).toBe(0)
    expect([await callsOf(ben), (await callsOf(nora)).length]).toEqual([[], 1])
    await see(ticket, nora)
  })

  test('and does not look is told by one mail, which says nothing of what was said', async () => {
    const [one, other] = [await given(), await given()]
    await note(one, '@ben the secret is out')
    await note(one, '@ben again')
    await note(other, '@Ben, and here', nora)
    await note(other, '@nora seen at once', ben)
    await see(other, nora)
    await world.forward({ minutes: 2 })
    expect(mailsTo('ben')).toEqual([])
    await world.forward({ minutes: 2 })
    await world.forward({ minutes: 10 })
    const [mail, ...more] = mailsTo('ben')
    expect([more, mailsTo('nora')]).toEqual([[], []])
    expect(mail?.subject).toContain(`mentioned you on #${one.number}, #${other.number}`)
    expect(mail?.text?.match(/#entry-/g)).toHaveLength(3)
    expect(mail?.raw).not.toMatch(/secret|Called|called-/)
    expect(await callsOf(ben)).toHaveLength(3)
    for (const ticket of [one, other]) await see(ticket, ben)
  })

  test('has left: nobody is told; and a customer never is', async () => {
    const ticket = await given()
    const dora = await world.person('Dora', { teams: ['support'] })
    await note(ticket, '@dora, @vera, what now?')
    expect(await callsOf(dora)).toHaveLength(1)
    const id = (await world.ana.call(listPeople, {})).items.find(({ name }) => name === 'Dora')?.id ?? ''
    await world.ana.call(deactivatePerson, { params: { id } })
    await world.forward({ minutes: 10 })
    expect(mailsTo('dora')).toEqual([])
    expect(world.mailbox.to(ticket.contact.email).some(({ raw }) => raw.includes('what now'))).toBe(false)
    await note(ticket, '@dora')
    expect((await again(world, ticket)).timeline.at(-1)).toMatchObject({ kind: 'note', mentioned: [] })
  })

  test('may read tickets: nobody else is called, and no mail leads them where they may not go', async () => {
    const ticket = await given()
    await world.ana.call(addRole, { body: { slug: 'pager-only', name: 'Pager only', permissions: ['pager.read'] } })
    await world.person('Zed', { role: 'pager-only' })
    await note(ticket, '@zed, are you there?')
    expect((await again(world, ticket)).timeline.at(-1)).toMatchObject({ kind: 'note', mentioned: [] })
    await world.forward({ minutes: 10 })
    expect(mailsTo('zed')).toEqual([])
  })

  test('is called by who typed it, not by what the server writes', async () => {
    const ticket = await given()
    await inTransaction(world.app.contextFor('test'), (ctx) =>
      addNote(ctx, ticket.id, 'Report: npm @support/sdk fails for @ben'),
    )
    expect(await callsOf(ben)).toEqual([])
  })

  test('sees it where the ticket goes on', async () => {
    const [from, into] = [await given(), await given()]
    await note(from, '@ben')
    await world.ana.call(desk.mergeTicket, { params: { id: from.id }, body: { into: into.id, acrossCustomers: true } })
    expect(await callsOf(ben)).toMatchObject([{ ticket: { number: into.number } }])
    await see(into, ben)
    expect(await callsOf(ben)).toEqual([])
  })

  test('is a person: a program that acts for nobody is called nowhere, and calls in its own name', async () => {
    const ticket = await given()
    const { token } = await world.ana.call(createToken, {
      body: { name: 'robot', permissions: ['desk.read', 'desk.write'] },
    })
    const program = callerFor(() => world.app.url, token)
    await note(ticket, '@ben from a program', program)
    expect(await callsOf(ben)).toMatchObject([{ by: 'robot' }])
    expect(await callsOf(program)).toEqual([])
    expect((await program.refused(desk.seeMentions, { params: { id: ticket.id } })).status).toBe(403)
    await see(ticket, ben)
  })
})
