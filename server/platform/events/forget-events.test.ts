import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const countEvents = async () =>
  (await world.sql<{ n: number }>("select count(*)::int as n from platform.events where name = 'test.done'"))[0]?.n

test('what was announced is kept for 90 days and then dropped', async () => {
  await world.sql(
    `insert into platform.events values (gen_random_uuid(), 'test.done', '{}', '2026-01-16T16:00:00Z', 'request')`,
  )
  await world.forward({ minutes: 89 * 1440 })
  expect(await countEvents()).toBe(1)
  await world.forward({ minutes: 2 * 1440 })
  expect(await countEvents()).toBe(0)
})
