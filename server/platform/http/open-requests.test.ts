import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { countRequests } from './open-requests.ts'

/** How long it lets requests go first, in milliseconds. */
async function waited(requests: ReturnType<typeof countRequests>): Promise<number> {
  const from = performance.now()
  await requests.goFirst()
  return performance.now() - from
}

test('what can wait goes on at once where nobody asks for anything', async () => {
  const requests = countRequests()
  let isLater = false
  setImmediate(() => (isLater = true))
  await requests.goFirst()
  expect(isLater).toBe(false)
})

test('it waits while somebody waits, and for a moment afterwards', async () => {
  const requests = countRequests()
  const ends = [requests.begin(), requests.begin()]
  let isDone = false
  const going = requests.goFirst().then(() => (isDone = true))
  ends[0]?.()
  await sleep(20)
  expect(isDone).toBe(false)
  ends[1]?.()
  const endedAt = performance.now()
  await going
  expect(performance.now() - endedAt).toBeGreaterThanOrEqual(4)
})

test('it goes on though requests never end', async () => {
  const requests = countRequests()
  requests.begin()
  expect(await waited(requests)).toBeGreaterThanOrEqual(49)
})
