import { staleReply, type ThenAct } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingAuthor, finishChange, lockOpenTicket, settleWaitingOn } from './change-ticket.ts'
import type { TakenFiles } from './files/draft-file.store.ts'
import { handOffTicket } from './hand-offs/hand-off-ticket.ts'
import { markReturned } from './hand-offs/hand-off.store.ts'
import { findNewestMessage } from './message.store.ts'
import { chosenCopies } from './participants.ts'
import { resolveTicket } from './resolve-ticket.ts'
import { sendMessage } from './send-message.ts'
import { snoozeTicket } from './sorting/snooze-ticket.ts'
import { startPromise } from './start-clock.ts'
import { updateTicket } from './ticket.store.ts'

export interface Reply {
  readonly text: string
  readonly signature: string
  readonly seenMessageId: string
  readonly confirmStale: boolean
  /** When the text says that they hear from us next. */
  readonly nextUpdateBy: string | null
  readonly cc?: readonly string[] | undefined
  readonly thenAct?: ThenAct | null | undefined
  readonly files?: TakenFiles | undefined
}

/**
 * Answers the customer, and does with it what comes then. A reply written before the newest message was seen is refused
 * unless confirmed.
 */
export async function replyToTicket(ctx: Context, id: string, input: Reply): Promise<void> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  const promisedAt = promisedIn(input, now(ctx))
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    await refuseStale(ctx, id, input)
    const cc = await chosenCopies(ctx, id, input.cc)
    const { text, signature, files } = input
    await sendMessage(ctx, ticket, { text, signature, author, kind: 'reply', cc, files })
    if (!ticket.ownerId && author.id) await updateTicket(ctx, id, { ownerId: author.id })
    await markReturned(ctx, id)
    if (promisedAt) await startPromise(ctx, { ticketId: id }, { startedAt: now(ctx), promisedAt })
    // Who was promised the next word waits for us.
    await settleWaitingOn(ctx, ticket, { owes: promisedAt ? 'support' : 'customer' })
    await finishChange(ctx, id, { action: 'reply-to-ticket' })
    if (input.thenAct) await doThen(ctx, id, input.thenAct)
  })
}

const doThen = (ctx: Context, id: string, act: ThenAct): Promise<unknown> =>
  asThenAct<unknown>(() => {
    if (act.kind === 'hand-off') return handOffTicket(ctx, id, act)
    if (act.kind === 'snooze') return snoozeTicket(ctx, id, new Date(act.until))
    return resolveTicket(ctx, id, act.documentation, '/act/documentation')
  })

/** For verbs: what refuses what comes then is said of where that stands in a reply. */
export async function asThenAct<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    const errors = error.errors.map((one) => ({ ...one, pointer: `/thenAct${one.pointer.replace(/^\/act\b/, '')}` }))
    throw new Problem(error.kind, error.detail, { errors })
  }
}

/** When the reply promises the next word; refused where that is past when it goes out. */
export function promisedIn({ nextUpdateBy }: Pick<Reply, 'nextUpdateBy'>, sentAt: Date): Date | null {
  const promisedAt = nextUpdateBy === null ? null : new Date(nextUpdateBy)
  if (promisedAt === null || promisedAt > sentAt) return promisedAt
  const detail = said`Choose an instant after the reply has gone out.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/nextUpdateBy', detail }] })
}

/** For verbs that hold the ticket: whoever writes must have seen what was written last, or says that it may be. Its id. */
export async function refuseStale(
  ctx: Context,
  ticketId: string,
  { seenMessageId, confirmStale }: Pick<Reply, 'seenMessageId' | 'confirmStale'>,
): Promise<string> {
  const newest = await findNewestMessage(ctx, ticketId)
  if (newest && newest.id !== seenMessageId && !confirmStale)
    throw new Problem(staleReply, said`It was written by ${newest.authorName} at ${newest.at.toISOString()}.`)
  return newest?.id ?? seenMessageId
}
