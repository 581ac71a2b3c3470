import { expect, test } from 'vitest'
import { contactOf, demoLetters } from './demo-letters.ts'
import { deployers, firstNames, staff, surnames, visitor } from './demo-names.ts'
import { createWorld } from './world/create-world.ts'

const friday = new Date('2026-11-20T16:00:00Z')
const worldOf = (seed: number) =>
  createWorld({ seed, eventsPerSecond: 30, customers: 1500, startsAt: friday, faultAt: friday })

test('no name of the demo begins like another', () => {
  const people = new Set([visitor.name, ...Object.values(staff).map(({ name }) => name), ...Object.values(deployers)])
  const names = [...[...people].flatMap((name) => name.split(' ')), ...firstNames, ...surnames]
  const alike = [...Map.groupBy(names, (name) => name.slice(0, 3).toLowerCase()).values()]
  expect(alike.filter((group) => group.length > 1)).toEqual([])
})

test('whoever deploys is one of them', () => {
  const world = worldOf(1)
  const authors = world.deploysBetween(
    new Date(friday.getTime() - 14 * 86_400_000),
    new Date(friday.getTime() + 86_400_000),
  )
  expect(new Set(authors.map(({ by }) => by)).difference(new Set(Object.values(deployers)))).toEqual(new Set())
  expect(Object.values(deployers)).toContain(world.startRollback(friday).by)
})

test.each([1, 2, 3, 4, 5])(
  'in world %i no two customers have a contact of one name, nor two letters a first name',
  (seed) => {
    const world = worldOf(seed)
    expect(new Set(world.customers.map((one) => contactOf(one).name)).size).toBe(world.customers.length)
    expect(new Set(world.customers.map((one) => contactOf(one).email)).size).toBe(world.customers.length)
    const writers = demoLetters(world).map(({ customer }) => contactOf(customer).name.split(' ')[0])
    expect(new Set(writers).size).toBe(writers.length)
  },
)
