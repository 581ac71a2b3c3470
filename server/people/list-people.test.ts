import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, createToken, listMySessions, listPeople, listTokens } from '@bellwether/contract/people.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  const names = ['Zoë', 'Åsa', 'Emil', 'Emil', 'Emil', 'Bo 100%', 'Bo_x']
  for (const [at, name] of names.entries())
    await world.ana.call(addPerson, { body: { name, email: `p${at}@staff.test`, timeZone: 'UTC' } })
})
afterAll(() => world.stop())

type Listed = { items: { id: string }[]; nextCursor: string | null }

/** Every page of a list, each of this many. */
async function everyPage<Page extends Listed>(ask: (query: object) => Promise<Page>, limit: number): Promise<Page[]> {
  const pages: Page[] = []
  for (let cursor: string | undefined; pages.length < 50;) {
    const page = await ask({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) })
    pages.push(page)
    if (page.nextCursor === null) return pages
    cursor = page.nextCursor
  }
  throw new Error('the list does not end')
}

test('people come page by page, each once, those of one name too', async () => {
  const pages = await everyPage((query) => world.ana.call(listPeople, { query }), 2)
  const names = pages.flatMap(({ items }) => items.map(({ name }) => name))
  expect(names).toEqual(['Ana', 'Bo 100%', 'Bo_x', 'Emil', 'Emil', 'Emil', 'Zoë', 'Åsa'])
  expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(names.length)
})

test.each([
  ['zoË', ['Zoë']],
  ['p2@', ['Emil']],
  ['%', ['Bo 100%']],
  ['_', ['Bo_x']],
  ['nobody', []],
])('“%s” finds people by name and address', async (search, names) => {
  const { items } = await world.ana.call(listPeople, { query: { search } })
  expect(items.map(({ name }) => name)).toEqual(names)
})

test('tokens and sessions come page by page, the newest first', async () => {
  for (const name of ['first', 'second', 'third']) {
    await world.ana.call(createToken, { body: { name, permissions: ['evidence.write'] } })
    world.clock.advance(1000)
  }
  const tokens = await everyPage((query) => world.ana.call(listTokens, { query }), 2)
  expect(tokens.map(({ items }) => items.map(({ name }) => name))).toEqual([['third', 'second'], ['first']])
  const sessions = await everyPage((query) => world.ana.call(listMySessions, { query }), 1)
  expect(sessions.flatMap(({ items }) => items.filter(({ isCurrent }) => isCurrent))).toHaveLength(1)
})
