import { z } from 'zod'
import { Documentation } from './documentation-shape.ts'
import { DraftFile } from './draft-file.ts'
import { Id, Instant } from './paging.ts'

/** What is done to a ticket with a reply, in one. */
export const ThenAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolve'), documentation: Documentation.nullable().default(null) }),
  z.object({ kind: z.literal('snooze'), until: Instant }),
])
export type ThenAct = z.infer<typeof ThenAct>

/** A reply that has not gone out. */
export const UnsentReply = z.object({
  id: Id,
  ticket: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  by: z.object({ id: Id.nullable(), name: z.string() }),
  text: z.string(),
  cc: z.array(z.string()).describe('Who gets a copy'),
  files: z.array(DraftFile),
  sendAt: Instant,
  nextUpdateBy: Instant.nullable().describe('When the text says that they hear from us next'),
  thenAct: ThenAct.nullable(),
  state: z.enum(['waiting', 'stopped']).describe('Stopped: it must be looked at again, for the reason'),
  reason: z.string().nullable(),
})
export type UnsentReply = z.infer<typeof UnsentReply>
