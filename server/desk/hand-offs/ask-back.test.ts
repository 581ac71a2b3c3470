import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { deactivatePerson, getMe } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer } from '../desk.builders.ts'
import { askTeam, clockOf, givenQuestion, handOffSeenBy } from './hand-off.builders.ts'

/* What happens to a question between asking and answering. */
let world: World
let ines: Caller
let nora: Caller
let infrastructure: string
let network: string
beforeAll(async () => {
  world = await startWorld()
  infrastructure = await world.team('infrastructure')
  network = await world.team('network')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
  nora = await world.person('Nora', { teams: ['network'] })
  await givenCustomer(world, 'acme', { plan: 'premium' })
})
afterAll(() => world.stop())

const of = (id: string) => ({ params: { id } })
const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()

describe('a team that asks back', () => {
  test('gives the ticket to support on top of theirs, and its clock stands still until support replies', async () => {
    const urgent = await givenQuestion(world, 'Urgent')
    const ticket = await givenQuestion(world, 'Asked back')
    for (const { id } of [urgent, ticket]) await world.ana.call(desk.claimTicket, { ...of(id), body: {} })
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure, dueAt: inMinutes(60) })
    await world.forward({ minutes: 10 })

    const back = await ines.call(desk.askBack, { ...of(asked.id), body: { text: 'Which host?' } })
    expect(back.waitingOn).toMatchObject({ holder: 'support', teams: [{ slug: 'infrastructure' }] })
    expect(back.waitingOn.returnedAt).toBe(world.clock.now().toISOString())
    const mine = await world.ana.call(desk.listTickets, { query: { view: 'mine' } })
    expect(mine.items[0]?.id).toBe(ticket.id)
    const still = await handOffSeenBy(ines, ticket, asked.id)
    expect(still).toMatchObject({ state: 'asked-back', acknowledgedBy: { name: 'Ines' } })
    expect(clockOf(still!, 'answer')?.dueAt).toBeNull()

    await world.forward({ minutes: 90 })
    const replied = await world.ana.call(desk.replyToHandOff, { ...of(asked.id), body: { text: 'pop7-h4.' } })
    expect(replied.waitingOn).toMatchObject({ holder: 'teams', returnedAt: null })
    const goesOn = await handOffSeenBy(ines, ticket, asked.id)
    expect(goesOn?.words.map(({ kind, person, text }) => [kind, person.name, text])).toEqual([
      ['asked-back', 'Ines', 'Which host?'],
      ['replied', 'Ana', 'pop7-h4.'],
    ])
    // Ten minutes were counted before it stood still.
    expect(clockOf(goesOn!, 'answer')).toMatchObject({ dueAt: inMinutes(50), breachedAt: null })
  })

  test('may answer all the same, and support replies only where something is asked', async () => {
    const ticket = await givenQuestion(world)
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
    const reply = { ...of(asked.id), body: { text: 'Here.' } }
    expect((await world.ana.refused(desk.replyToHandOff, reply)).problem.type).toBe('/problems/nothing-asked-back')
    await ines.call(desk.askBack, { ...of(asked.id), body: { text: 'Which host?' } })
    await ines.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'Found it myself.' } })
    expect((await world.ana.refused(desk.replyToHandOff, reply)).problem.type).toBe('/problems/nothing-asked-back')
    expect(clockOf((await handOffSeenBy(ines, ticket, asked.id))!, 'answer')?.dueAt).not.toBeNull()
  })
})

describe('a question that is passed on', () => {
  test('stays the same round, with clocks of its own for the other team; what happened before goes along', async () => {
    const ticket = await givenQuestion(world)
    const links = [{ label: 'errors', url: '/evidence' }]
    const asked = await askTeam(world.ana, ticket, {
      toTeam: infrastructure,
      dueAt: inMinutes(60),
      evidenceLinks: links,
    })
    await ines.call(desk.askBack, { ...of(asked.id), body: { text: 'Since when?' } })
    await world.ana.call(desk.replyToHandOff, { ...of(asked.id), body: { text: 'Since noon.' } })
    await world.forward({ minutes: 90 })

    const body = { toTeam: network, reason: 'It is a route.' }
    const passed = await ines.call(desk.passOnHandOff, { ...of(asked.id), body })
    expect(passed.waitingOn).toMatchObject({ holder: 'teams', teams: [{ slug: 'network' }] })
    const [next] = passed.openHandOffs
    expect(next).toMatchObject({ round: 1, question: asked.question, evidenceLinks: links, askedBy: { name: 'Ana' } })
    // Infrastructure was late; network has its whole time.
    expect(clockOf(next!, 'answer')).toMatchObject({ startedAt: inMinutes(0), dueAt: inMinutes(240), breachedAt: null })
    expect(next?.passedOn).toMatchObject([
      { askedTeam: { slug: 'infrastructure' }, passedOnBy: { name: 'Ines' }, reason: 'It is a route.' },
    ])
    expect(next?.passedOn[0]?.words.map(({ text }) => text)).toEqual(['Since when?', 'Since noon.'])
    expect(clockOf(next!.passedOn[0]!, 'answer')?.breachedAt).not.toBeNull()
    const answered = await nora.call(desk.answerHandOff, { ...of(next!.id), body: { text: 'A leak; withdrawn.' } })
    expect(answered.waitingOn).toMatchObject({ holder: 'support', teams: [] })
  })

  test('goes to another team that is not asked already', async () => {
    const ticket = await givenQuestion(world)
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
    const passOn = (toTeam: string) => ({ ...of(asked.id), body: { toTeam, reason: 'Theirs.' } })
    expect((await ines.refused(desk.passOnHandOff, passOn(infrastructure))).problem.errors?.[0]?.pointer).toBe(
      '/toTeam',
    )
    await askTeam(world.ana, ticket, { toTeam: network })
    expect((await ines.refused(desk.passOnHandOff, passOn(network))).problem.type).toBe('/problems/team-already-asked')
    expect((await again(world, ticket)).openHandOffs.map((one) => one.askedTeam.slug)).toEqual([
      'infrastructure',
      'network',
    ])
  })
})

describe('an answer', () => {
  test('is on top of what its owner does next until they go on from it', async () => {
    const late = await givenQuestion(world, 'Late')
    const ticket = await givenQuestion(world, 'Answered')
    for (const { id } of [late, ticket]) await world.ana.call(desk.claimTicket, { ...of(id), body: {} })
    await world.ana.call(desk.replyToTicket, {
      ...of(ticket.id),
      body: { text: 'We look into it.', seenMessageId: ticket.newestMessageId },
    })
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
    await world.forward({ minutes: 120 })
    await ines.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'A bad upstream.' } })
    const before = async () => {
      const { items } = await world.ana.call(desk.listTickets, { query: { view: 'mine', limit: 200 } })
      return items.slice(
        0,
        items.findIndex((one) => one.id === ticket.id),
      )
    }
    const isReturned = ({ waitingOn }: desk.TicketSummary) => waitingOn.returnedAt !== null
    expect((await before()).every(isReturned)).toBe(true)
    expect((await world.ana.call(desk.goOnFromHandOff, of(asked.id))).waitingOn).toMatchObject({
      holder: 'support',
      returnedAt: null,
    })
    expect((await before()).map(({ id }) => id)).toContain(late.id)
    const again = await world.ana.refused(desk.goOnFromHandOff, of(asked.id))
    expect(again.problem.type).toBe('/problems/nothing-returned')
  })

  test('may leave something to do with the team, which stays there whatever becomes of the ticket', async () => {
    const ticket = await givenQuestion(world)
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
    const body = { text: 'A bad upstream.', todo: 'Replace the disk of pop7-h4' }
    await ines.call(desk.answerHandOff, { ...of(asked.id), body })
    await world.ana.call(desk.resolveTicket, { ...of(ticket.id), body: {} })
    const todo = { query: { team: 'infrastructure', show: 'todo' as const } }
    const left = async () => (await ines.call(desk.listHandOffs, todo)).items.filter((one) => one.id === asked.id)
    expect(await left()).toMatchObject([{ todo: { text: 'Replace the disk of pop7-h4', doneBy: null } }])
    await ines.call(desk.finishTodo, of(asked.id))
    expect(await left()).toEqual([])
    expect((await ines.refused(desk.finishTodo, of(asked.id))).problem.type).toBe('/problems/nothing-to-do')
    expect(await handOffSeenBy(world.ana, ticket, asked.id)).toMatchObject({ todo: { doneBy: { name: 'Ines' } } })
  })
})

describe('a question to one person', () => {
  test('is mailed to them alone; everybody in the team finds it and may answer it', async () => {
    const ivo = await world.person('Ivo', { teams: ['infrastructure'] })
    const ticket = await givenQuestion(world, 'To one')
    const { person } = await ivo.call(getMe, {})
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure, toPerson: person.id })
    expect(asked.askedPerson?.name).toBe('Ivo')
    await world.settle()
    const about = (address: string) => world.mailbox.to(address).filter((one) => one.subject?.includes(ticket.subject))
    expect((await world.mailbox.waitFor('ivo@staff.test')).some((one) => one.subject?.includes(ticket.subject))).toBe(
      true,
    )
    expect(about('ines@staff.test')).toEqual([])
    // Nobody acknowledges it: then the others hear of it.
    await world.forward({ minutes: 61 })
    expect((await world.mailbox.waitFor('ines@staff.test')).some((one) => one.subject?.includes(ticket.subject))).toBe(
      true,
    )
    const answered = await ines.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'I know.' } })
    expect(answered.openHandOffs).toEqual([])
  })

  test('who is not in the team is refused', async () => {
    const ticket = await givenQuestion(world)
    const body = { toTeam: network, toPerson: Object(ines).id as string, question: 'Why?' }
    const { problem } = await world.ana.refused(desk.handOffTicket, { ...of(ticket.id), body })
    expect(problem.errors?.[0]).toMatchObject({ pointer: '/toPerson' })
  })

  test('who leaves is one to the whole team, and nobody owns what they owned', async () => {
    const uma = await world.person('Uma', { teams: ['network'] })
    const ticket = await givenQuestion(world, 'Leaves')
    await uma.call(desk.claimTicket, { ...of(ticket.id), body: {} })
    const id = Object(uma).id as string
    const asked = await askTeam(world.ana, ticket, { toTeam: network, toPerson: id })
    await world.ana.call(deactivatePerson, { params: { id } })
    await world.settle()
    const after = await again(world, ticket)
    expect(after).toMatchObject({ owner: null, openHandOffs: [{ id: asked.id, askedPerson: null }] })
    const mails = await world.mailbox.waitFor('nora@staff.test')
    expect(mails.some((one) => one.subject?.includes(ticket.subject))).toBe(true)
  })
})

test('what a team notes for itself is read by who is in it, and written by nobody else', async () => {
  const ticket = await givenQuestion(world)
  const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
  const note = { ...of(asked.id), body: { text: 'Ivo knows this proxy.' } }
  await ines.call(desk.addTeamNote, note)
  expect((await nora.refused(desk.addTeamNote, note)).status).toBe(403)
  expect((await handOffSeenBy(ines, ticket, asked.id))?.words).toMatchObject([{ kind: 'team-note' }])
  expect((await handOffSeenBy(world.ana, ticket, asked.id))?.words).toEqual([])
})

test('whatever everybody does to a question at once, one thing happens to it, and its clocks end with it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const ticket = await givenQuestion(world, 'At once')
    const asked = await askTeam(world.ana, ticket, { toTeam: infrastructure })
    const at = of(asked.id)
    const ways = await Promise.allSettled([
      ines.call(desk.answerHandOff, { ...at, body: { text: 'So.' } }),
      world.ana.call(desk.withdrawHandOff, at),
      ines.call(desk.askBack, { ...at, body: { text: 'Which?' } }),
      ines.call(desk.declineHandOff, { ...at, body: { reason: 'Not us.' } }),
      ines.call(desk.passOnHandOff, { ...at, body: { toTeam: network, reason: 'Theirs.' } }),
      world.ana.call(desk.handOffTicket, { ...of(ticket.id), body: { toTeam: infrastructure, question: 'Again?' } }),
    ])
    for (const way of ways) if (way.status === 'rejected') expect(String(way.reason)).toMatch(/answered 409/)
    const handOffs = (await again(world, ticket)).timeline.flatMap((one) =>
      one.kind === 'hand-off' ? [one.handOff] : [],
    )
    const first = handOffs.find(({ id }) => id === asked.id)
    expect(first?.outcome).not.toBeNull()
    expect(first?.clocks.every(({ stoppedAt, dueAt }) => stoppedAt !== null && dueAt !== null)).toBe(true)
    const open = handOffs.filter(({ outcome }) => outcome === null).map(({ askedTeam }) => askedTeam.slug)
    expect(new Set(open).size).toBe(open.length)
  }
})
