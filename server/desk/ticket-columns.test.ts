import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Comparison, conditionOver, type Field, operators } from '@bellwether/contract/condition.ts'
import { listTickets } from '@bellwether/contract/desk.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenTicket(world, { from: 'vera@acme.test', subject: 'About 4711' })
})
afterAll(() => world.stop())

const values: Readonly<Record<Field['kind'], readonly (string | number | boolean)[]>> = {
  text: ['about', '%', ''],
  number: [1, 0.5],
  integer: [1, -1, Number.MAX_SAFE_INTEGER],
  instant: ['2026-01-16T16:00:00Z', '0001-01-01T00:00:00.000001+14:00', '9999-12-31T23:59:59Z', 'now', 'now-9999w'],
  'yes-no': [true, false],
  choice: [],
  id: [randomUUID()],
  person: ['me', randomUUID()],
  tag: ['slow-fonts'],
  entry: ['region=eu', "x='; drop"],
}

const allowed = conditionOver(ticketFields)
const find = async (where: unknown) =>
  (await world.ana.call(listTickets, { query: { where: JSON.stringify(where) } })).items

describe.each(Object.entries<Field>(ticketFields))('a view by %s', (field, { kind, values: choices }) => {
  const given = choices ?? values[kind]
  const one = operators.filter((op) => op !== 'in').flatMap((op) => [null, ...given].map((value) => ({ op, value })))
  const asked: Comparison[] = [...one, { op: 'in' as const, value: given }, { op: 'in' as const, value: [] }]
    .map((comparison) => ({ field, ...comparison }))
    .filter((comparison) => allowed.safeParse(comparison).success)

  test('asks whatever may be asked, and finds what its negation does not', async () => {
    expect(asked.length).toBeGreaterThan(2)
    for (const comparison of asked) {
      const [found, others] = [await find(comparison), await find({ not: comparison })]
      expect([comparison, found.length + others.length]).toEqual([comparison, 1])
    }
  })
})

test('a number is found as such, and beside the texts that hold it', async () => {
  const search = async (text: string) => (await world.ana.call(listTickets, { query: { search: text } })).items.length
  expect([await search('1'), await search('4711'), await search('4712')]).toEqual([1, 1, 0])
})
