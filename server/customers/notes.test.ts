import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { callerFor } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const add = (key: string) => world.ana.call(contract.addCustomer, { body: { key, name: key } })
const write = (id: string, text: string, who = world.ana) =>
  who.call(contract.writeCustomerNote, { params: { id }, body: { text } })
const list = (id: string, query = {}) => world.ana.call(contract.listCustomerNotes, { params: { id }, query })

test('notes come newest first, over pages, each with who wrote it and when', async () => {
  const { id } = await add('noted')
  const other = await add('other')
  await write(other.id, 'Of another')
  for (const text of ['One', 'Two', 'Three']) {
    world.clock.advance(1000)
    await write(id, text)
  }
  const first = await list(id, { limit: 2 })
  expect(first.items.map(({ text, author, at }) => [text, author.name, at])).toEqual([
    ['Three', 'Ana', world.clock.now().toISOString()],
    ['Two', 'Ana', expect.any(String)],
  ])
  const rest = await list(id, { limit: 2, cursor: first.nextCursor })
  expect([rest.items.map(({ text }) => text), rest.nextCursor]).toEqual([['One'], null])
})

test('a program writes in its own name', async () => {
  const { id } = await add('by-program')
  const body = { name: 'crm', permissions: ['customers.write' as const] }
  const { token } = await world.ana.call(createToken, { body })
  const note = await write(
    id,
    'Synced',
    callerFor(() => world.app.url, token),
  )
  expect(note.author).toEqual({ id: null, name: 'crm' })
})

test('a note that is removed is gone, and its customer’s others stay', async () => {
  const { id } = await add('removed')
  const [gone] = [await write(id, 'Gone'), await write(id, 'Stays')]
  await world.ana.call(contract.removeCustomerNote, { params: { id: gone.id } })
  expect((await list(id)).items.map(({ text }) => text)).toEqual(['Stays'])
  expect((await world.ana.refused(contract.removeCustomerNote, { params: { id: gone.id } })).status).toBe(404)
})

test('there is no note of nobody', async () => {
  const params = { id: randomUUID() }
  expect((await world.ana.refused(contract.writeCustomerNote, { params, body: { text: 'Lost' } })).status).toBe(404)
  expect((await world.ana.refused(contract.listCustomerNotes, { params, query: {} })).status).toBe(404)
})
