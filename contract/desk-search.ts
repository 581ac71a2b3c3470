import { z } from 'zod'
import { TicketSummary } from './desk-shapes.ts'
import { Id, Instant } from './paging.ts'
import { route } from './route.ts'

/** Where in a text the words stand: pairs of a start and an end in its letters (UTF-16). */
const Marked = z.object({ text: z.string(), marks: z.array(z.tuple([z.number().int(), z.number().int()])) })

export const SearchHit = z.object({
  ticket: TicketSummary,
  subject: Marked,
  /** The newest places where most of the words stand, at most three; empty where they are in names and addresses alone. */
  places: z.array(
    z.object({
      kind: z.enum(['message', 'note', 'hand-off', 'file']),
      /** Of the entry of the time line: of a file that of its message. */
      id: Id,
      at: Instant,
      by: z.string().nullable(),
      snippet: Marked,
    }),
  ),
})
export type SearchHit = z.infer<typeof SearchHit>

export const searchTickets = route({
  method: 'GET',
  path: '/api/desk/search',
  summary: 'Tickets by what was said on them; those with the words in their subject first, then the newest',
  query: z.object({
    q: z
      .string()
      .max(500)
      .describe(
        'Words, "a phrase", -without, and is: from: site: tag: team: customer: owner: has:file before: after:, e.g. `from:vera is:open "502"`',
      ),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  answer: z.object({
    hits: z.array(SearchHit),
    /** There are more than are shown: a word or a filter narrows them. */
    hasMore: z.boolean(),
    /** What was looked for instead, where nothing has what was written. */
    instead: z.string().nullable(),
    /** Parts that were not understood, and what else holds of the result. */
    remarks: z.array(z.string()),
  }),
})
