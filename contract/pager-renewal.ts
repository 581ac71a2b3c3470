import { z } from 'zod'
import { Id, Instant } from './paging.ts'

/** What a source of alerts and a heartbeat have in common: both can rest, and both are known by a key. */
export const Pause = z.object({
  since: Instant,
  by: z.object({ id: Id, name: z.string() }).nullable().describe('null: a program in its own name'),
})
export type Pause = z.infer<typeof Pause>

export const pauseBody = z.object({ isPaused: z.boolean() })

/** So long a key that was renewed works beside the new one, so that no sender falls silent before it is moved. */
export const oldKeyHours = 24

export const OldKey = z.object({
  until: Instant,
  usedAt: Instant.nullable().describe('When somebody last used it though there is a new one; null: nobody did'),
})
export type OldKey = z.infer<typeof OldKey>

export const renewalBody = z.object({
  oldKey: z
    .enum(['works-for-a-day', 'stops-now'])
    .default('works-for-a-day')
    .describe('Whether what has the old key is still heard meanwhile; one that leaked stops now'),
})
