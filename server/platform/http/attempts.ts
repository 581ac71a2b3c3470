import { tooManyRequests } from '@bellwether/contract/problem.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { countAttempt } from './attempts.store.ts'

export interface AttemptLimit {
  /** What is tried, and by whom or on whom, e.g. `password:ana@example.com`. */
  readonly key: string
  readonly max: number
  readonly windowSeconds: number
}

/** Counts what somebody may try only so often; every process sees the same count. */
export interface Attempts {
  /** Counts one more attempt and refuses it with 429 when it is one too many. */
  limit(attempt: AttemptLimit): Promise<void>
}

/** Counts on a connection of its own, so that a refusal that rolls its transaction back is counted all the same. */
export function openAttempts(db: Context['db']): Attempts {
  return {
    limit: async ({ key, max, windowSeconds }) => {
      const { count, endsAt } = await countAttempt(db, key, windowSeconds)
      if (count <= max) return
      const retryAfterSeconds = Math.max(1, Math.ceil((endsAt.getTime() - Date.now()) / 1000))
      throw new Problem(tooManyRequests, `Try again in ${retryAfterSeconds} seconds.`, { retryAfterSeconds })
    },
  }
}
