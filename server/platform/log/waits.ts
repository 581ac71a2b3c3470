import { AsyncLocalStorage } from 'node:async_hooks'

/** Besides its own computing a request waits for a free connection, for PostgreSQL, the engine and the store of files. */
export type Awaited = 'connection' | 'records' | 'engine' | 'files'

/** How often it waited, and for how many milliseconds in all; what it did at once counts its full time each. */
export type Waits = Partial<Record<Awaited, { times: number; milliseconds: number }>>

const current = new AsyncLocalStorage<Waits>()

/** Does work whose waits are added up in `waits`. */
export const keepWaits = <Result>(waits: Waits, work: () => Result): Result => current.run(waits, work)

export function noteWait(what: Awaited, milliseconds: number): void {
  const waits = current.getStore()
  if (waits === undefined) return
  const { times, milliseconds: before } = waits[what] ?? { times: 0, milliseconds: 0 }
  waits[what] = { times: times + 1, milliseconds: before + milliseconds }
}

/** Does what somebody may have to wait for. */
export async function waitFor<Result>(what: Awaited, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    noteWait(what, performance.now() - startedAt)
  }
}
