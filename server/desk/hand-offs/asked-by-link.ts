import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy } from '../../customers/customers.ts'
import { staffById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { signToken, verifyToken } from '../../platform/links/signed-token.ts'
import { asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findNewestFromCustomer } from '../message.store.ts'
import { findLiveTicket } from '../ticket.store.ts'
import { type AnswerInput, answerHandOff, declineHandOff } from './end-hand-off.ts'
import { isOfAskedTeam } from './hand-off-visibility.rules.ts'
import { findHandOff, type HandOffRow } from './hand-off.store.ts'
import { findNotice, type NoticeRow } from './notice.store.ts'
import { presentHandOffs } from './present-hand-off.ts'
import { acknowledgeHandOff, askBack } from './work-on-hand-off.ts'

const linkPurpose = 'hand-off-notice'

/** For verbs: the page of one question, for whoever was told of it by this notice. */
export const askedLink = (ctx: Context, noticeId: string): string =>
  `${ctx.baseUrl}/asked/${signToken(ctx.secret, linkPurpose, noticeId)}`

/** Acts as the person who was told; undefined where they left, or are no longer in the team that is asked. */
export async function asNoticed(
  ctx: Context,
  { handOffId, personId }: Pick<NoticeRow, 'handOffId' | 'personId'>,
): Promise<{ ctx: Context; handOff: HandOffRow } | undefined> {
  const handOff = await findHandOff(ctx, handOffId)
  const [person] = await staffById(ctx, [personId])
  if (!handOff || !person) return undefined
  const teamIds = person.teams.map(({ id }) => id)
  const actor = { kind: 'person' as const, personId, name: person.name, teamIds, permissions: new Set<never>() }
  if (!isOfAskedTeam(actor, handOff)) return undefined
  return { ctx: { ...asPart(ctx), actor }, handOff }
}

async function actingByLink(ctx: Context, token: string): Promise<{ ctx: Context; handOff: HandOffRow }> {
  const noticeId = verifyToken(ctx.secret, linkPurpose, token)
  const notice = noticeId === undefined ? undefined : await findNotice(ctx, [noticeId])
  const acting = notice && (await asNoticed(ctx, notice))
  if (!acting) throw new Problem(notFound, said`This link leads nowhere (any more). Sign in to find the question.`)
  return acting
}

/** The question that a link is about. Open to all: whoever holds the link was sent it. */
export async function getAskedByLink(ctx: Context, token: string) {
  const acting = await actingByLink(ctx, token)
  return presentAsked(acting.ctx, acting.handOff)
}

/** Open to all: whoever holds the link was sent it. */
export const acknowledgeByLink = (ctx: Context, token: string) => byLink(ctx, token, acknowledgeHandOff)

/** Open to all: whoever holds the link was sent it. */
export const answerByLink = (ctx: Context, token: string, input: AnswerInput) =>
  byLink(ctx, token, (ctx, id) => answerHandOff(ctx, id, input))

/** Open to all: whoever holds the link was sent it. */
export const askBackByLink = (ctx: Context, token: string, text: string) =>
  byLink(ctx, token, (ctx, id) => askBack(ctx, id, text))

/** Open to all: whoever holds the link was sent it. */
export const declineByLink = (ctx: Context, token: string, reason: string) =>
  byLink(ctx, token, (ctx, id) => declineHandOff(ctx, id, reason))

async function byLink(ctx: Context, token: string, act: (ctx: Context, handOffId: string) => Promise<unknown>) {
  const acting = await actingByLink(ctx, token)
  await act(acting.ctx, acting.handOff.id)
  return getAskedByLink(ctx, token)
}

async function presentAsked(ctx: Context, row: HandOffRow) {
  const ticket = await findLiveTicket(ctx, row.ticketId)
  const [handOff] = await presentHandOffs(ctx, [row])
  if (!ticket || !handOff || ctx.actor.kind !== 'person') throw new Problem(notFound)
  const { customerId, number, subject } = ticket
  const customer = customerId && (await customersBy(ctx, 'id', [customerId])).get(customerId)
  return {
    you: { id: ctx.actor.personId, name: ctx.actor.name },
    ticket: { number, subject, customer: customer ? customer.name : null },
    customerSaid: (await findNewestFromCustomer(ctx, ticket.id))?.text ?? null,
    handOff,
  }
}
