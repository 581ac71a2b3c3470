import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KillHouse, openKillHouse } from '../bench/pager/kill-house.ts'
import { killServers } from '../bench/pager/kill-servers.ts'
import { reviveJobs } from '../bench/pager/revive-jobs.ts'

/*
 * Processes that take alerts and page are killed at random instants while alerts come in, and started at once: every
 * alert that was accepted is kept once and has its page, every page arrives, and what arrives again has the same key.
 * `npm run bench -- pager kill` does it a hundred times.
 */
let house: KillHouse
beforeAll(async () => {
  house = await openKillHouse(2)
}, 120_000)
afterAll(() => house.stop())

test('of two processes either is killed, and the pages of all that was accepted arrive', async () => {
  const how = { kills: 3, processes: 2, seed: 11, lifeMilliseconds: 800, patienceSeconds: 60 }
  // Some fifteen seconds after a kill they come by themselves.
  const killing = { ...how, afterwards: () => reviveJobs(house) }
  const { accepted, pages, deliveries, mostOfOne, ...wrong } = await killServers(house, killing)
  expect(accepted).toBeGreaterThan(20)
  expect(pages).toBeGreaterThan(20)
  expect(deliveries).toBe(pages * 2)
  expect(mostOfOne).toBeLessThanOrEqual(2)
  expect(wrong).toMatchObject({ lost: 0, doubled: 0, unpaged: 0, doubledPages: 0, undelivered: 0 })
}, 120_000)
