import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { copyTemplate } from '../../testing/start-world.ts'
import { type Database, openDatabase } from './open-database.ts'
import { pipelined } from './pipelined.ts'
import type { PlatformTables } from './platform.tables.ts'

let copy: Awaited<ReturnType<typeof copyTemplate>>
let database: Database
beforeAll(async () => {
  copy = await copyTemplate()
  database = openDatabase({ connectionString: copy.url }, pino({ level: 'silent' }), { connections: 1 })
  await sql`create table steps (id int primary key generated always as identity, step text not null unique)`.execute(
    database.kysely,
  )
})
beforeEach(async () => {
  await sql`truncate steps restart identity`.execute(database.kysely)
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

type Db = Kysely<PlatformTables>

const take = (db: Db, step: string) => sql`insert into steps (step) values (${step})`.execute(db)
const steps = async (): Promise<string[]> => {
  const { rows } = await sql<{ step: string }>`select step from steps order by id`.execute(database.kysely)
  return rows.map(({ step }) => step)
}
const inOne = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  database.kysely.transaction().execute((db) => pipelined(db, work))

/** Nothing else happens in this process meanwhile: no answer is read, nothing is sent. */
const standStill = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

test('what is asked at once goes out at once, and is done in its order', async () => {
  await inOne(async (db) => {
    const asked = Promise.all([
      take(db, 'one'),
      take(db, 'two'),
      sql<{ doneAt: Date }>`select clock_timestamp() as done_at`.execute(db),
    ])
    await setImmediate()
    standStill(300)
    const goesOnAt = new Date()
    const [, , { rows }] = await asked
    expect(rows[0]!.doneAt < goesOnAt).toBe(true)
  })
  expect(await steps()).toEqual(['one', 'two'])
})

test('where work fails while a part of it goes on, nothing stays of the part', async () => {
  const failure = Promise.withResolvers<void>()
  let part: Promise<unknown> = Promise.resolve()
  const failed = inOne(async (db) => {
    part = failure.promise.then(() => setImmediate()).then(() => take(db, 'late'))
    part.catch(() => undefined)
    await take(db, 'early')
    failure.resolve()
    throw new Error('No.')
  })
  await expect(failed).rejects.toThrow('No.')
  // Before the roll-back is answered, or after it.
  await expect(part).rejects.toThrow(/after the end of its transaction|already rolled back/)
  expect(await steps()).toEqual([])
})

test('a statement that PostgreSQL refuses ends those beside it, and the connection goes on', async () => {
  await take(database.kysely, 'there')
  const refused = inOne((db) => Promise.all([take(db, 'before'), take(db, 'there'), take(db, 'after')]))
  await expect(refused).rejects.toMatchObject({ code: '23505' })
  await inOne((db) => take(db, 'afterwards'))
  expect(await steps()).toEqual(['there', 'afterwards'])
})
