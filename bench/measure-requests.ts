import type { Caller } from '../server/testing/caller.ts'
import { milliseconds, quantile, say } from './say.ts'

/* How long requests take, one client alone and many together. */

export const rounds = { warmUp: 100, alone: 300, together: 2000, clients: 32 }

/** One kind of work; `n` tells one time from the next. */
export type Work = (n: number) => Promise<unknown>

export async function read(ana: Caller, path: string): Promise<void> {
  const response = await ana.raw(path)
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
}

export async function write(ana: Caller, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await ana.raw(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`)
}

/** Measures each kind of work; `settle` waits for what the kinds before left to do, so that it is not measured with this one. */
export async function measureRequests(
  works: Readonly<Record<string, Work>>,
  settle: () => Promise<void>,
): Promise<void> {
  say(`\n${''.padEnd(20)}   1 client: p50       p95   ${rounds.clients} clients: p95   a second`)
  // What is measured first would pay for what all of them run.
  for (const work of Object.values(works)) for (let n = 0; n < rounds.warmUp; n += 1) await work(n)
  for (const [name, work] of Object.entries(works)) {
    await settle()
    const times: number[] = []
    for (let n = 0; n < rounds.alone; n += 1) {
      const startedAt = performance.now()
      await work(n)
      times.push(performance.now() - startedAt)
    }
    const together = await measureTogether(work)
    say(
      `${name.padEnd(20)}   ${milliseconds(quantile(times, 0.5))} ${milliseconds(quantile(times, 0.95))}` +
        `   ${milliseconds(quantile(together.times, 0.95)).padStart(16)} ${together.perSecond.toFixed(0).padStart(9)}`,
    )
  }
}

async function measureTogether(work: Work): Promise<{ times: number[]; perSecond: number }> {
  const times: number[] = []
  let next = 0
  const startedAt = performance.now()
  const clients = Array.from({ length: rounds.clients }, async () => {
    while (next < rounds.together) {
      const n = (next += 1)
      const from = performance.now()
      await work(n)
      times.push(performance.now() - from)
    }
  })
  await Promise.all(clients)
  return { times, perSecond: rounds.together / ((performance.now() - startedAt) / 1000) }
}
