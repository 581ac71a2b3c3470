import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { addMailbox, listMailboxes } from '@bellwether/contract/mail.ts'
import { addRota, listRotas } from '@bellwether/contract/pager.ts'
import { addTeam, dissolveTeam, listPeople, listTeams } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again } from '../desk.builders.ts'
import { askTeam, givenQuestion, handOffSeenBy } from './hand-off.builders.ts'

/* A team is dissolved while it is asked. */

let world: World
let team: string
let nora: Caller
let count = 0
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  count += 1
  const slug = `network-${count}`
  team = (await world.ana.call(addTeam, { body: { name: `Network ${count}`, slug } })).id
  nora = await world.person(`Nora${count}`, { teams: [slug] })
})
afterAll(() => world.stop())

async function dissolve(): Promise<void> {
  await world.ana.call(dissolveTeam, { params: { id: team } })
  await world.settle()
}

describe('what it was asked', () => {
  test.each([false, true])('comes back to whoever asked (in private: %s), and says why', async (isPrivate) => {
    const ticket = await givenQuestion(world)
    const { id } = await askTeam(world.ana, ticket, { toTeam: team, isPrivate })
    await dissolve()
    const name = `Network ${count}`
    expect(await handOffSeenBy(world.ana, ticket, id)).toMatchObject({
      outcome: 'declined',
      endedBy: null,
      answer: `${name} was dissolved.`,
      askedTeam: { name },
      clocks: [{ stoppedAt: expect.any(String) }, { stoppedAt: expect.any(String) }],
    })
    const { waitingOn, timeline } = await again(world, ticket)
    expect(waitingOn).toMatchObject({ holder: 'support', teams: [], privateTeams: 0 })
    expect(waitingOn.returnedAt).not.toBeNull()
    expect(JSON.stringify(timeline.filter(({ kind }) => kind === 'change')).includes('dissolved')).toBe(!isPrivate)
  })

  test('that is answered stays, and what is left to do is told once to whose ticket it is', async () => {
    const ticket = await givenQuestion(world)
    const { id } = await askTeam(world.ana, ticket, { toTeam: team })
    await nora.call(desk.answerHandOff, { params: { id }, body: { text: 'A bad router.', todo: 'Replace the router' } })
    await dissolve()
    const seen = await handOffSeenBy(world.ana, ticket, id)
    expect(seen).toMatchObject({ outcome: 'answered', todo: { text: 'Replace the router', doneAt: null } })
    const [told, ...more] = world.mailbox.to('ana@staff.test').filter((mail) => mail.subject?.includes('dissolved'))
    expect([told?.subject, more]).toEqual([
      `Network ${count} was dissolved, and had something left to do [#${ticket.number}]`,
      [],
    ])
    expect(told?.text).toContain('Replace the router')
    await world.ana.call(desk.finishTodo, { params: { id } })
    expect((await handOffSeenBy(world.ana, ticket, id))?.todo?.doneBy).toMatchObject({ name: 'Ana' })
  })
})

test('nobody can ask it any more, not even at the same moment', async () => {
  const ticket = await givenQuestion(world)
  const body = { toTeam: team, question: 'Why?' }
  const asked = world.ana.raw(`/api/desk/tickets/${ticket.id}/hand-offs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await dissolve()
  await asked
  await world.settle()
  expect((await again(world, ticket)).openHandOffs).toEqual([])
  const late = await world.ana.refused(desk.handOffTicket, { params: { id: ticket.id }, body })
  expect(late.status).toBe(404)
})

test('its people, rotas and mailboxes are free, and its address can be had again', async () => {
  const layers = [{ timeZone: 'UTC', startsOn: '2026-01-05', people: [nora.id] }]
  const rota = { name: 'Days', team: `network-${count}`, layers }
  await world.ana.call(addRota, { body: rota })
  const mailbox = { address: `noc-${count}@desk.test`, name: 'NOC', teamId: team, receives: true, sends: true }
  await world.ana.call(addMailbox, { body: { ...mailbox, isDefault: false, isEmergency: false } })
  await dissolve()
  const { items: people } = await world.ana.call(listPeople, { query: {} })
  expect(people.find(({ id }) => id === nora.id)?.teams).toEqual([])
  expect((await world.ana.call(listRotas, { query: {} })).items).toEqual([])
  const { items: mailboxes } = await world.ana.call(listMailboxes, {})
  expect(mailboxes.find(({ address }) => address === mailbox.address)?.team).toBeNull()
  const again = await world.ana.call(addTeam, { body: { name: 'Network', slug: `network-${count}` } })
  expect(again.id).not.toBe(team)
})

test('is for whoever may change teams, once, and support stays', async () => {
  expect((await nora.refused(dissolveTeam, { params: { id: team } })).status).toBe(403)
  await dissolve()
  expect((await world.ana.refused(dissolveTeam, { params: { id: team } })).status).toBe(404)
  const support = (await world.ana.call(listTeams, {})).items.find(({ slug }) => slug === 'support')
  const refused = await world.ana.refused(dissolveTeam, { params: { id: support?.id ?? '' } })
  expect(refused.problem.detail).toContain('it stays')
})
