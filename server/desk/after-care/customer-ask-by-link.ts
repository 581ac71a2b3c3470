import type { CustomerAnswer, CustomerAsk } from '@bellwether/contract/desk.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { erasedAddress } from '../../platform/erasing/erased.ts'
import { loadInstallation } from '../../installation/installation.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { announce } from '../../platform/events/announce.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { signToken, verifyToken } from '../../platform/links/signed-token.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import { customerWaits } from '../customer-waits.ts'
import { customerWrote } from '../desk.events.ts'
import { endTicket } from '../end-ticket.ts'
import { hasOpenHandOff } from '../hand-offs/hand-off.store.ts'
import { insertMessage } from '../message.store.ts'
import { participantAddresses } from '../participants.ts'
import { findLiveTicket, type TicketRow, updateTicket } from '../ticket.store.ts'
import { type CustomerAskRow, findAnswer, findAsk, insertAnswer } from './after-care.store.ts'
import { whereItStands } from './where-it-stands.ts'

const linkPurpose = 'customer-ask'

/** For verbs: the page on which a customer answers what they were asked. */
export const customerAskLink = (ctx: Context, askId: string): string =>
  `${ctx.baseUrl}/c/${signToken(ctx.secret, linkPurpose, askId)}`

type Answer = Presented<CustomerAsk>

async function askOf(ctx: Context, token: string): Promise<CustomerAskRow> {
  const askId = verifyToken(ctx.secret, linkPurpose, token)
  const ask = askId === undefined ? undefined : await findAsk(ctx, askId)
  if (!ask) throw new Problem(notFound, said`This link leads nowhere.`)
  return ask
}

/** What a link asks its reader. Open to all: whoever holds the link was sent it. */
export async function getCustomerAsk(ctx: Context, token: string): Promise<Answer> {
  return presentAsk(ctx, await askOf(ctx, token))
}

/** Whoever has left a ticket since they were asked has no say in it, and sees nothing of it. */
async function refuseFormer(ctx: Context, { contactEmail, id }: TicketRow, { address }: CustomerAskRow): Promise<void> {
  const isErased = address === erasedAddress
  if (!isErased && (contactEmail === address || (await participantAddresses(ctx, id)).includes(address))) return
  throw new Problem(notFound, said`This link leads nowhere.`)
}

async function presentAsk(ctx: Context, ask: CustomerAskRow): Promise<Answer> {
  const ticket = await findLiveTicket(ctx, ask.ticketId)
  if (!ticket) throw new Problem(notFound, said`This link leads nowhere.`)
  await refuseFormer(ctx, ticket, ask)
  const answer = await findAnswer(ctx, ask.id)
  return {
    kind: ask.kind,
    organisation: (await loadInstallation(ctx.db)).name ?? '',
    number: ticket.number,
    subject: ticket.subject,
    ...(await whereItStands(ctx, ticket)),
    answer: answer?.answer ?? null,
    comment: answer?.comment || null,
  }
}

const answersTo: Readonly<Record<CustomerAskRow['kind'], readonly CustomerAnswer[]>> = {
  receipt: ['solved', 'not-solved'],
  quiet: ['solved', 'not-solved'],
  satisfaction: ['good', 'bad'],
}

/** Takes an answer by a link: the last one counts. Open to all: whoever holds the link was sent it. */
export async function answerCustomerAsk(
  ctx: Context,
  token: string,
  { answer, comment }: { answer: CustomerAnswer; comment: string },
): Promise<Answer> {
  const ask = await askOf(ctx, token)
  if (!answersTo[ask.kind].includes(answer)) {
    const detail = said`Answer with one of ${answersTo[ask.kind].join(', ')}.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/answer', detail }] })
  }
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, ask.ticketId)
    await refuseFormer(ctx, ticket, ask)
    const before = await findAnswer(ctx, ask.id)
    if (before?.answer === answer && before.comment === comment) return
    await insertAnswer(ctx, { askId: ask.id, at: now(ctx), answer, comment })
    if (before?.answer !== answer) await act[answer](ctx, ticket)
    if (comment !== '' && comment !== before?.comment) await addWord(ctx, ticket, { ask, comment })
    const changed = before?.answer === answer ? {} : { what: words[answer] }
    const who = nameOf(ticket, ask)
    await finishChange(ctx, ticket.id, { action: 'answer-customer-ask', who, ...changed })
  })
  return presentAsk(ctx, ask)
}

/** As the time line says it, after their name. */
const words: Readonly<Record<CustomerAnswer, string>> = {
  good: said`says that the answer was good`,
  bad: said`says that the answer was not good`,
  solved: said`says that it is solved`,
  'not-solved': said`says that it is not solved`,
}

/** Who was asked; another may be the requester by now. */
const nameOf = ({ contactName, contactEmail }: TicketRow, { address }: CustomerAskRow): string =>
  (address === contactEmail && contactName) || address

const nothing = async (): Promise<void> => undefined

const act: Readonly<Record<CustomerAnswer, (ctx: Context, ticket: TicketRow) => Promise<void>>> = {
  good: nothing,
  bad: nothing,
  solved: async (ctx, ticket) => {
    // A team that is asked answers first: support ends it then.
    if (ticket.state === 'open' && !(await hasOpenHandOff(ctx, ticket.id))) await endTicket(ctx, ticket)
  },
  'not-solved': (ctx, ticket) => customerWaits(ctx, ticket),
}

/** What they write is a word of theirs as any other: the ticket is open, and waits for ours. */
async function addWord(
  ctx: Context,
  ticket: TicketRow,
  { ask, comment }: { ask: CustomerAskRow; comment: string },
): Promise<void> {
  const messageId = await insertMessage(ctx, {
    ticketId: ticket.id,
    at: now(ctx),
    direction: 'in',
    channel: 'form',
    authorName: nameOf(ticket, ask),
    authorEmail: ask.address,
    authorPersonId: null,
    text: comment,
    fullText: comment,
    html: null,
    rfcMessageId: null,
    isAutomatic: false,
    flag: null,
    incomingMailId: null,
    outgoingMailId: null,
  })
  await updateTicket(ctx, ticket.id, { lastMessageAt: now(ctx) })
  // The answer beside it may have ended the ticket.
  const answered = await findLiveTicket(ctx, ticket.id)
  if (answered) await customerWaits(ctx, answered)
  await announce(ctx, customerWrote, { ticketId: ticket.id, messageId })
}
