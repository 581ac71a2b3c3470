import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { onePage, type Order } from './page-by-key.ts'

type Tables = { 'public.things': { id: string; name: string; madeAt: Date | null } }
type Row = Tables['public.things']

let world: World
let ctx: Context
beforeAll(async () => {
  world = await startWorld()
  ctx = world.app.contextFor('test')
  await sql`create table public.things (id uuid default gen_random_uuid(), name text, made_at timestamptz)`.execute(
    ctx.db,
  )
  // Many share an instant, many a name, and some have no instant at all.
  await sql`insert into public.things (name, made_at)
    select 'Name ' || n % 5, case when n % 7 = 0 then null else timestamptz '2026-01-16T16:00:00Z' + n % 4 * interval '1 minute' end
    from generate_series(1, 60) n`.execute(ctx.db)
})
afterAll(() => world.stop())

const byName: Order<Row> = {
  direction: 'asc',
  key: [
    {
      sql: `coalesce(made_at, 'infinity'::timestamptz)`,
      type: 'timestamptz',
      of: ({ madeAt }) => madeAt ?? 'infinity',
    },
    { sql: 'name', type: 'text', of: ({ name }) => name },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}
/** The same backwards. */
const newest: Order<Row> = { ...byName, direction: 'desc' }
const things = () => ctx.db.withTables<Tables>().selectFrom('public.things').selectAll()

async function everyPage(order: Order<Row>, limit: number): Promise<Row[][]> {
  const pages: Row[][] = []
  for (let cursor: string | undefined; pages.length < 100;) {
    const { items, nextCursor } = await onePage(things(), order, { cursor, limit })
    pages.push(items)
    if (nextCursor === null) return pages
    cursor = nextCursor
  }
  throw new Error('the list does not end')
}

describe('a list by key', () => {
  test.each([1, 7, 59, 60, 200])('in pages of %i has every row once, in its order', async (limit) => {
    for (const order of [byName, newest]) {
      const pages = await everyPage(order, limit)
      const [whole] = await everyPage(order, 1000)
      expect(pages.flat()).toEqual(whole)
      expect(whole).toHaveLength(60)
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
    }
  })

  test('goes on where it was, whatever comes before it meanwhile', async () => {
    const { items, nextCursor } = await onePage(things(), byName, { limit: 10 })
    await sql`insert into public.things (name, made_at) values ('Name 0', '2020-01-01T00:00:00Z')`.execute(ctx.db)
    const next = await onePage(things(), byName, { cursor: nextCursor ?? undefined, limit: 10 })
    expect(next.items.filter((row) => items.some(({ id }) => id === row.id))).toEqual([])
    expect(next.items[0]!.madeAt!.getTime()).toBeGreaterThanOrEqual(items[9]!.madeAt!.getTime())
  })

  test.each([
    'nonsense',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('["infinity","x","no-id"]').toString('base64url'),
    Buffer.from('["1","x","0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c"]').toString('base64url'),
    Buffer.from('["0000-01-01T00:00:00Z","x","0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c"]').toString('base64url'),
    Buffer.from(JSON.stringify(['infinity', 'x', '-'.repeat(36)])).toString('base64url'),
    Buffer.from('["yesterday","x","0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c"]').toString('base64url'),
    Buffer.from('["infinity","a\\u0000","0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c"]').toString('base64url'),
  ])('refuses the cursor %s in words', async (cursor) => {
    const asked = onePage(things(), byName, { cursor, limit: 10 })
    await expect(asked).rejects.toMatchObject({ errors: [{ pointer: '/query/cursor' }] })
  })
})
