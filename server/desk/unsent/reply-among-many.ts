import type { Act } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { blanksOf, blanksWithout, filledSnippet, unfilledBlanks } from '@bellwether/contract/snippet-text.ts'
import { customersBy, sitesOf } from '../../customers/customers.ts'
import { type Context, now } from '../../platform/context.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor } from '../change-ticket.ts'
import { seeTicket } from '../see-ticket.ts'
import { lookUpTo } from '../unread/unread.ts'
import type { TicketRow } from '../ticket.store.ts'
import { replyLater } from './unsent-replies.ts'

/** As long as whoever answers many can take it back: one by one nobody could look at them in ten seconds. */
const undoMilliseconds = 60_000
const lettersMax = 100_000

interface ManyReply extends Pick<Extract<Act, { kind: 'reply' }>, 'text' | 'signature'> {
  /** The newest message when somebody asked for it. */
  readonly seenMessageId: string | null
}

export interface Waiting {
  readonly unsentId: string
}

/**
 * Answers a ticket as one of many: to whoever takes part, with the blanks of the text filled in, in a minute. Where a
 * blank cannot be filled it is refused: that one is to be written alone.
 */
export async function replyAmongMany(
  ctx: Context,
  ticketId: string,
  { text, signature, seenMessageId }: ManyReply,
): Promise<Waiting> {
  allow(ctx, 'desk.write')
  const ticket = await seeTicket(ctx, ticketId)
  const reply = {
    text: await filledFor(ctx, ticket, text),
    signature,
    // Where they wrote since it was asked for, it is refused: nobody has seen that.
    seenMessageId: seenMessageId ?? ticketId,
    confirmStale: false,
    nextUpdateBy: null,
  }
  const sendAt = new Date(now(ctx).getTime() + undoMilliseconds)
  const unsentId = await replyLater(ctx, ticketId, reply, sendAt)
  // What somebody answers is nothing that they have not read.
  if (seenMessageId !== null) await lookUpTo(ctx, ticketId, seenMessageId)
  return { unsentId }
}

async function filledFor(ctx: Context, ticket: TicketRow, text: string): Promise<string> {
  if (unfilledBlanks(text).length === 0) return text
  const { customerId, contactName, number, subject, mentionedSites } = ticket
  const [customers, sites] = await Promise.all([
    customersBy(asPart(ctx), 'id', customerId === null ? [] : [customerId]),
    customerId === null ? [] : sitesOf(asPart(ctx), customerId),
  ])
  const asked = {
    contact: { name: contactName },
    customer: customers.get(customerId ?? '') ?? null,
    number,
    subject,
    mentionedSites,
    sites,
  }
  const values = blanksOf(asked, actingAuthor(ctx).name)
  const left = blanksWithout(text, values)
  if (left.length > 0) throw new Problem(badInput, said`Nothing is known for ${left.join(', ')}: write to them alone.`)
  const filled = filledSnippet(text, values)
  if (filled.length > lettersMax)
    throw new Problem(badInput, said`With what is filled in it is longer than a reply may be.`)
  return filled
}
