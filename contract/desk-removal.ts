import { z } from 'zod'
import { said } from './said.ts'
import { Id, Instant } from './paging.ts'
import { conflict, problemKind } from './problem.ts'
import { route } from './route.ts'

/** Where a ticket is that nobody has to answer; it can be restored from there. */
export const removedStates = ['spam', 'trash'] as const
export type RemovedState = (typeof removedStates)[number]

export const senderNotBlockable = problemKind(
  'sender-not-blockable',
  409,
  'This sender cannot be blocked',
  'Block somebody who is no customer and none of us; of a domain where everybody may have an address, block the addresses.',
)
export const blockedSendersMax = 10_000
export const tooManyBlocked = problemKind(
  'too-many-blocked',
  409,
  'As many senders are blocked as may be',
  said`Unblock some first, or block their domain: there may be ${blockedSendersMax}.`,
)

export const BlockedSender = z.object({
  sender: z.string().describe('An address, or @ and a domain, with all below it'),
  blockedAt: Instant,
  blockedBy: z.object({ id: Id, name: z.string() }).nullable().describe('null: a program in its own name'),
})
export type BlockedSender = z.infer<typeof BlockedSender>

/** An address, a domain, or `@` and a domain; as it is kept. */
const Sender = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .overwrite((text) => (text.includes('@') ? text : `@${text}`))
  .regex(
    /^[^\s@<>,;"]{0,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,10}[\p{L}\p{N}-]{2,63}$/u,
    said`Write an address such as offers@example.com, or a domain such as example.com`,
  )
  .meta({ examples: ['offers@example.com'] })

export const listBlockedSenders = route({
  method: 'GET',
  path: '/api/desk/blocked-senders',
  summary: 'Whose mail is put into spam, the latest blocked first',
  answer: z.object({ items: z.array(BlockedSender) }),
})

export const blockSender = route({
  method: 'POST',
  path: '/api/desk/blocked-senders',
  summary: 'Put all further mail of an address, or of a domain, into spam; unless it is a customer’s by then',
  body: z.object({ sender: Sender }),
  answer: BlockedSender,
  status: 201,
  problems: [senderNotBlockable, tooManyBlocked, conflict],
})

export const unblockSender = route({
  method: 'DELETE',
  path: '/api/desk/blocked-senders/{sender}',
  summary: 'Take their mail as anybody’s again; what is in spam stays there',
  params: z.object({ sender: Sender }),
  answer: z.object({ unblocked: z.boolean().describe('false where they were not blocked') }),
})
