import { z } from 'zod'
import { Id, Instant, ScreenOrWebUrl } from './paging.ts'

export const Question = z.string().trim().min(1, 'Write the question: nobody starts from nothing.').max(20_000)

export const Whom = {
  toTeam: Id,
  toPerson: Id.nullable().default(null).describe('Somebody in the team; the others may answer as well'),
}

/** What a team is asked about a ticket. */
export const HandOffRequest = z.object({
  ...Whom,
  question: Question,
  dueAt: Instant.nullable().default(null).describe('When the answer is wanted; null: by the target of the team'),
  isUrgent: z.boolean().default(false).describe('Counts by the urgent target of the team'),
  isPrivate: z.boolean().default(false).describe('Only whoever asks and the team know of it'),
  mayReplyToCustomer: z.boolean().default(false),
  evidenceLinks: z
    .array(z.object({ label: z.string().max(200), url: ScreenOrWebUrl }))
    .max(20)
    .default([]),
})
export type HandOffRequest = z.infer<typeof HandOffRequest>
