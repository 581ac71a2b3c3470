import { z } from 'zod'
import { Documentation } from './documentation-shape.ts'
import { DraftFile } from './draft-file.ts'
import { HandOffRequest } from './hand-off-request.ts'
import { Id, Instant } from './paging.ts'
import { TeamRef } from './team-ref.ts'

/** What is done to a ticket with a reply, in one. */
export const ThenAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolve'), documentation: Documentation.nullable().default(null) }),
  z.object({ kind: z.literal('snooze'), until: Instant }),
  HandOffRequest.extend({ kind: z.literal('hand-off') }),
])
export type ThenAct = z.infer<typeof ThenAct>

/** The same, as it is told before it is done. */
const PlannedAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolve') }),
  z.object({ kind: z.literal('snooze'), until: Instant }),
  z.object({
    kind: z.literal('hand-off'),
    asked: z
      .object({
        team: TeamRef.nullable().describe('null where it was dissolved'),
        question: z.string(),
      })
      .nullable()
      .describe('null where it is private, and not by whoever reads'),
  }),
])

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
  thenAct: PlannedAct.nullable(),
  state: z.enum(['waiting', 'stopped']).describe('Stopped: it must be looked at again, for the reason'),
  reason: z.string().nullable(),
})
export type UnsentReply = z.infer<typeof UnsentReply>
