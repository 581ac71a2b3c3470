import { afterAll, beforeAll, expect, test } from 'vitest'
import { inject } from 'vitest'
import { pino } from 'pino'
import { startWorld, type World } from '../../testing/start-world.ts'
import { testAddress } from '../../testing/test-postgres.ts'
import { type Leases, openLeases } from './leases.ts'

let world: World
let open: () => Leases
beforeAll(async () => {
  world = await startWorld()
  const [row] = await world.sql<{ name: string }>('select current_database() as name')
  open = () => openLeases(testAddress(inject('socketFolder'), row?.name ?? ''), pino({ level: 'silent' }))
})
afterAll(() => world.stop())

test('one process holds a lease, and another has it as soon as the first is gone', async () => {
  const [one, other] = [open(), open()]
  expect([await one.hold('a'), await other.hold('a'), await other.hold('b'), await one.hold('a')]).toEqual([
    true,
    false,
    true,
    true,
  ])
  await one.stop()
  expect(await other.hold('a')).toBe(true)
  await other.stop()
})

test('a lease that was lost with its connection is asked for anew', async () => {
  const [one, other] = [open(), open()]
  await one.hold('c')
  await world.sql(
    `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = pg_locks.database
     where locktype = 'advisory' and granted and datname = current_database()`,
  )
  await expect.poll(() => other.hold('c')).toBe(true)
  await expect.poll(() => one.hold('c').catch(() => false)).toBe(false)
  await Promise.all([one.stop(), other.stop()])
})

test('of many that ask at once one gets it', async () => {
  const many = Array.from({ length: 8 }, open)
  const held = await Promise.all(many.map((one) => one.hold('d')))
  expect(held.filter(Boolean)).toHaveLength(1)
  await Promise.all(many.map((one) => one.stop()))
})
