import { afterAll, expect, test } from 'vitest'
import { openApart } from './run-apart.ts'

const bounds = { processes: 1, deadlineMilliseconds: 3_000, memoryMegabytes: 32, waitingMax: 2 }
const apart = openApart<string, { said: string; bytes: Uint8Array }>(
  new URL('apart-process.builders.ts', import.meta.url),
  bounds,
)
afterAll(() => apart.stop())

test('a task is answered in its own process', async () => {
  expect(await apart.run('hello')).toEqual({ said: 'hello', bytes: new Uint8Array([1, 2, 3]) })
})

test.each([
  ['hang', 'too-slow'],
  ['throw', 'failed'],
  ['eat', 'failed'],
])('one that %ss fails alone, and the main loop goes on', async (task, why) => {
  let ticks = 0
  const ticking = setInterval(() => (ticks += 1), 10)
  const [bad, good] = await Promise.allSettled([apart.run(task), apart.run('next')])
  clearInterval(ticking)
  expect(bad).toMatchObject({ status: 'rejected', reason: { why } })
  expect(good).toMatchObject({ status: 'fulfilled', value: { said: 'next' } })
  if (task === 'hang') expect(ticks).toBeGreaterThan(20)
})

test('a process that grew with a task is ended, and its memory is given back', async () => {
  const script = new URL('apart-process.builders.ts', import.meta.url)
  const patient = openApart<string, { said: string }>(script, { ...bounds, deadlineMilliseconds: 60_000 })
  const { said: small } = await patient.run('who')
  const { said: grown } = await patient.run('grow')
  const { said: next } = await patient.run('who')
  await patient.stop()
  expect(grown).toBe(small)
  expect(next).not.toBe(grown)
  // The system takes a moment to end what was killed.
  await expect.poll(() => isAlive(Number(grown))).toBe(false)
}, 90_000)

test('a process that nobody needs is ended, and the next task has another one', async () => {
  const script = new URL('apart-process.builders.ts', import.meta.url)
  const brief = openApart<string, { said: string }>(script, { ...bounds, idleMilliseconds: 200 })
  const { said: first } = await brief.run('who')
  expect((await brief.run('who')).said).toBe(first)
  await expect.poll(() => isAlive(Number(first)), { timeout: 10_000 }).toBe(false)
  expect((await brief.run('who')).said).not.toBe(first)
  await brief.stop()
})

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

test('more than may wait are refused at once', async () => {
  const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map((task) => apart.run(task)))
  expect(all.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(all[3]).toMatchObject({ reason: { why: 'too-busy' } })
})

test('what waits when the pool stops is told', async () => {
  const other = openApart<string, unknown>(new URL('apart-process.builders.ts', import.meta.url), bounds)
  const running = Promise.allSettled([other.run('hang'), other.run('next')])
  await other.stop()
  expect((await running).map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await expect(other.run('late')).rejects.toMatchObject({ why: 'stopped' })
})
