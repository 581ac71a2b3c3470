import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { addRota, changeRota, listRotas } from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket } from './desk.builders.ts'

/* Ana goes home, Bo has the shift: what comes back for Ana is Bo's to see, and stays hers. */
let world: World
let bo: Caller
let cleo: Caller
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T08:00:00.000Z' })
  bo = await world.person('Bo')
  cleo = await world.person('Cleo')
})
afterAll(() => world.stop())

const toCover = async (who: Caller) => {
  const { items } = await who.call(desk.listTickets, { query: { view: 'cover' } })
  const { views } = await who.call(desk.countTickets, {})
  expect(views['cover']).toBe(items.length)
  return items.map(({ subject, owner }) => [subject, owner?.name])
}
const idOf = async (who: Caller): Promise<string> => (await who.call(getMe, {})).person.id

test('what waits on support and whose owner is off is shown to who covers, answers first; nobody is off without a rota', async () => {
  for (const [owner, subject] of [
    [world.ana, 'Ana’s'],
    [world.ana, 'Ana’s, answered'],
    [bo, 'Bo’s'],
    [cleo, 'Cleo’s, on no rota'],
  ] as const) {
    const { id } = await givenTicket(world, { from: 'vera@acme.test', subject })
    await owner.call(desk.claimTicket, { params: { id }, body: {} })
    if (!subject.endsWith('answered')) continue
    const team = await world.team('network')
    const question = { toTeam: team, question: 'Why?' }
    const { openHandOffs } = await world.ana.call(desk.handOffTicket, { params: { id }, body: question })
    await bo.call(desk.answerHandOff, { params: { id: openHandOffs[0]?.id ?? '' }, body: { text: 'Because.' } })
  }
  expect(await toCover(bo)).toEqual([])

  // Days by turns, from nine to nine: Ana has today, Bo tomorrow.
  const people = [await idOf(world.ana), await idOf(bo)]
  const layers = [{ turn: { unit: 'day' as const }, timeZone: 'UTC', startsOn: '2026-01-16', people }]
  await world.ana.call(addRota, { body: { team: 'support', name: 'Days', layers } })
  await world.forward({ minutes: 120 })
  expect(await toCover(world.ana)).toEqual([['Bo’s', 'Bo']])
  await world.forward({ minutes: 24 * 60 })
  expect(await toCover(bo)).toEqual([
    ['Ana’s, answered', 'Ana'],
    ['Ana’s', 'Ana'],
  ])
  expect(await toCover(world.ana)).toEqual([])

  // Who fields tickets has a rota of their own: it says who is off, and not the one by which they are paged.
  const always = [{ timeZone: 'UTC', startsOn: '2026-01-16', people: [people[0] ?? ''] }]
  const fielding = { team: 'support', name: 'Fielding', work: 'tickets', layers: always }
  await world.ana.call(addRota, { body: fielding })
  expect(await toCover(bo)).toEqual([])
})

test('mine now is what waits on me, and what nobody else sees to while the turn is mine', async () => {
  const mineNow = async (who: Caller) => {
    const { items } = await who.call(desk.listTickets, { query: { view: 'mine-now' } })
    const { views } = await who.call(desk.countTickets, {})
    expect(views['mine-now']).toBe(items.length)
    return items.map(({ subject }) => subject).toSorted((one, other) => one.localeCompare(other))
  }
  await givenTicket(world, { from: 'vera@acme.test', subject: 'Nobody’s' })
  // By the rota of those who field tickets Ana always is on, and Bo has no turns on it.
  expect(await mineNow(world.ana)).toEqual(['Ana’s', 'Ana’s, answered', 'Nobody’s'])
  expect(await mineNow(bo)).toEqual(['Bo’s'])
  const turns = [
    {
      turn: { unit: 'day' as const },
      timeZone: 'UTC',
      startsOn: '2026-01-17',
      people: [await idOf(world.ana), await idOf(bo)],
    },
  ]
  const [fielding] = (await world.ana.call(listRotas, {})).items.filter(({ name }) => name === 'Fielding')
  const body = { name: 'Fielding', work: 'tickets', layers: turns }
  await world.ana.call(changeRota, { params: { id: fielding?.id ?? '' }, body })
  await world.forward({ minutes: 24 * 60 })
  // Bo has the turn: Ana's are theirs to see to as well.
  expect(await mineNow(bo)).toEqual(['Ana’s', 'Ana’s, answered', 'Bo’s', 'Nobody’s'])
  expect(await mineNow(world.ana)).toEqual(['Ana’s', 'Ana’s, answered'])
})
