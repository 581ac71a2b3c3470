import { z } from 'zod'
import { filesMax } from './file-limits.ts'
import { Id } from './paging.ts'

/** What somebody can be writing on a ticket. */
export const draftKind = z.enum(['reply', 'note'])

/** A file of something that is not sent yet. */
export const DraftFile = z.object({
  id: Id,
  kind: draftKind,
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  path: z.string().describe('Where its bytes are, for who may see them'),
})
export type DraftFile = z.infer<typeof DraftFile>

/** Files of one's own, as `attachFile` named them. */
export const fileIds = z
  .array(Id)
  .max(10 * filesMax)
  .default([])
  .describe('Files of yours that go with it, by the ids that they got when they were sent here')
