import { tooManyRequests } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { countAttempt, deleteAttempts } from './attempts.store.ts'
import type { Attempts } from './attempts.ts'

/** Counts on a connection of its own, so that a refusal that rolls its transaction back is counted all the same. */
export function openAttempts(db: Context['db']): Attempts {
  return {
    limit: async ({ key, max, windowSeconds }) => {
      const { count, endsAt } = await countAttempt(db, key, windowSeconds)
      if (count <= max) return
      const retryAfterSeconds = Math.max(1, Math.ceil((endsAt.getTime() - Date.now()) / 1000))
      throw new Problem(tooManyRequests, said`Try again in ${retryAfterSeconds} seconds.`, { retryAfterSeconds })
    },
    forget: (key) => deleteAttempts(db, key),
  }
}
