import { type Kysely, sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyTemplate } from '../../testing/start-world.ts'
import { databaseTrouble } from './database-trouble.ts'
import { type Database, openDatabase } from './open-database.ts'

/* One connection, so that each statement meets what those before left on it. */

type Things = { things: { id: number; shortName: string | null } }

let copy: Awaited<ReturnType<typeof copyTemplate>>
let database: Database
let things: Kysely<Things>
beforeAll(async () => {
  copy = await copyTemplate()
  database = openDatabase({ connectionString: copy.url }, pino({ level: 'silent' }), { connections: 1 })
  things = database.kysely as never
  await sql`create table things (id int primary key, short_name text)`.execute(things)
  await sql`insert into things values (1, 'one'), (2, 'two'), (3, null)`.execute(things)
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

const keptStatements = async (): Promise<number> => {
  const found = await sql<{ count: number }>`select count(*) from pg_prepared_statements`.execute(things)
  return found.rows[0]!.count
}
const named = (names: readonly string[]) => things.selectFrom('things').selectAll().where('shortName', 'in', names)

test('one of many is one statement, however many there are; none of none', async () => {
  expect(await named(['one', 'two', 'three']).orderBy('id').execute()).toEqual([
    { id: 1, shortName: 'one' },
    { id: 2, shortName: 'two' },
  ])
  const before = await keptStatements()
  await named(['one', "o'ne", '{"a,b"}', '', 'NULL']).orderBy('id').execute()
  expect(await named([]).orderBy('id').execute()).toEqual([])
  expect(await keptStatements()).toBe(before)
  const others = things.selectFrom('things').select('id').where('id', 'not in', [1, 7])
  expect(await others.orderBy('id').execute()).toEqual([{ id: 2 }, { id: 3 }])
  const all = things.selectFrom('things').select('id').where('id', 'not in', [])
  expect(await all.execute()).toHaveLength(3)
})

test('a migration between two of the same statements fails it once, as what may be tried again', async () => {
  const first = () => things.selectFrom('things').selectAll().where('id', '=', 1).execute()
  expect(await first()).toEqual([{ id: 1, shortName: 'one' }])
  await copy.client.query('alter table things add column made_at timestamptz')
  const error: unknown = await first().catch((thrown: unknown) => thrown)
  expect(databaseTrouble(error)).toBe('The records have just been migrated.')
  expect(await first()).toEqual([{ id: 1, shortName: 'one', madeAt: null }])
})

test('a connection that is lost is given up, and what asked for it may try again', async () => {
  const id = async (): Promise<number> =>
    (await sql<{ id: number }>`select pg_backend_pid() as id where ${1} = 1`.execute(things)).rows[0]!.id
  const lost = await id()
  const error: unknown = await things
    .transaction()
    .execute(async (within) => {
      await copy.client.query(`select pg_terminate_backend(${lost})`)
      await sql`select ${1}::int`.execute(within)
    })
    .catch((thrown: unknown) => thrown)
  expect(databaseTrouble(error)).toBe('The records are away for a moment.')
  expect(await id()).not.toBe(lost)
})

test('a connection keeps some hundred statements, and goes on beyond', async () => {
  const insert = (rows: number) =>
    things
      .insertInto('things')
      .values(Array.from({ length: rows }, (_, at) => ({ id: 1000 * rows + at, shortName: null })) as never)
      .execute()
  const before = await keptStatements()
  for (let rows = 2; rows < 30; rows += 1) await insert(rows)
  expect(await keptStatements()).toBe(before)
  for (let n = 0; n < 500; n += 1) {
    const asked = sql<{ n: number }>`select ${n}::int + ${sql.lit(n)} as n`
    expect((await asked.execute(things)).rows).toEqual([{ n: 2 * n }])
  }
  const kept = await keptStatements()
  expect(kept).toBeGreaterThan(100)
  expect(kept).toBeLessThanOrEqual(400)
})
