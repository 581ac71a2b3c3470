import { z } from 'zod'
import { WebUrl } from './paging.ts'

/** How the answer to a ticket was documented. */
export const Documentation = z.object({
  outcome: z.enum(['linked-article', 'edited-article', 'written-article', 'forum-answer', 'not-needed']),
  url: WebUrl.nullable(),
  reason: z.string().max(5000).nullable(),
})
