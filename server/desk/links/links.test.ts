import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const given = (subject: string) => givenTicket(world, { from: 'vera@acme.test', subject })
const link = (one: WholeTicket, to: WholeTicket, kind: desk.LinkKind) =>
  world.ana.call(desk.linkTicket, { params: { id: one.id }, body: { to: to.number, kind } })
const refused = async (one: WholeTicket, to: WholeTicket, kind: desk.LinkKind) =>
  (await world.ana.refused(desk.linkTicket, { params: { id: one.id }, body: { to: to.number, kind } })).problem
const linksOf = async (one: WholeTicket): Promise<string[]> =>
  (await again(world, one)).links.map(({ kind, subject, state }) => `${kind} ${subject} ${state}`)
const merge = (from: WholeTicket, into: WholeTicket) =>
  world.ana.call(desk.mergeTicket, { params: { id: from.id }, body: { into: into.number } })

test('both tickets show it, each from its side, and say who did it', async () => {
  const [whole, part, other] = [await given('Whole'), await given('Part'), await given('Other')]
  await link(part, whole, 'parent')
  await link(whole, other, 'related')
  expect(await linksOf(whole)).toEqual(['part Part open', 'related Other open'])
  expect(await linksOf(part)).toEqual(['parent Whole open'])
  const lines = (await again(world, whole)).timeline.flatMap((one) => (one.kind === 'change' ? [one.what] : []))
  expect(lines.slice(-2)).toEqual([`linked #${part.number} as a part of this`, `linked #${other.number} as related`])
  await world.ana.call(desk.resolveTicket, { params: { id: part.id }, body: {} })
  expect(await linksOf(whole)).toEqual(['part Part resolved', 'related Other open'])
})

test('a pair is linked in one way: the last one', async () => {
  const [one, other] = [await given('One'), await given('Another one')]
  await link(one, other, 'related')
  await link(other, one, 'part')
  expect(await linksOf(one)).toEqual(['parent Another one open'])
  const unlink = { params: { id: one.id, linkedId: other.id } }
  expect((await world.ana.call(desk.unlinkTicket, unlink)).links).toEqual([])
  expect((await world.ana.refused(desk.unlinkTicket, unlink)).status).toBe(404)
})

test('nothing is part of itself, over however many, also where two say so at once', async () => {
  const [a, b, c] = [await given('A'), await given('B'), await given('C')]
  await link(a, b, 'parent')
  await link(b, c, 'parent')
  expect(await refused(c, a, 'parent')).toMatchObject({ type: '/problems/conflict' })
  expect(await refused(a, a, 'related')).toMatchObject({ errors: [{ pointer: '/to' }] })
  const [d, e] = [await given('D'), await given('E')]
  const both = await Promise.allSettled([link(d, e, 'parent'), link(e, d, 'parent')])
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect([(await linksOf(d)).length, (await linksOf(e)).length]).toEqual([1, 1])
})

test('nothing is part of itself over what was merged either', async () => {
  const [whole, part, goesOn] = [await given('Over'), await given('Under'), await given('Goes on')]
  await link(part, whole, 'parent')
  await merge(whole, goesOn)
  expect(await linksOf(part)).toEqual(['parent Goes on open'])
  expect(await refused(goesOn, part, 'parent')).toMatchObject({ type: '/problems/conflict' })
})

test('a merge takes links along, and its undoing brings them back', async () => {
  const [from, into, other] = [await given('From'), await given('Into'), await given('Linked')]
  await link(from, other, 'related')
  await link(from, into, 'related')
  await merge(from, into)
  expect(await linksOf(into)).toEqual(['related Linked open'])
  expect(await linksOf(other)).toEqual(['related Into open'])
  await world.ana.call(desk.unmergeTicket, { params: { id: from.id } })
  expect(await linksOf(into)).toEqual(['related From open'])
  expect((await linksOf(from)).toSorted()).toEqual(['related Into open', 'related Linked open'])
})
