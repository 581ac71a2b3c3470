import { customersBy } from '../../customers/customers.ts'
import { sendMail } from '../../mail/mail.ts'
import { onCallFor } from '../../pager/pager.ts'
import { namesById, personName, teamMembers } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { allowJobsOnly, asPart } from '../../platform/permissions.ts'
import { findRunningOfHandOff } from '../clock.store.ts'
import type { TicketRow } from '../ticket.store.ts'
import { findNewestFromCustomer } from '../message.store.ts'
import { findHandOff, type HandOffRow } from './hand-off.store.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { insertNotice } from './notice.store.ts'
import { noticeText } from './notice.rules.ts'
import { withHandOff } from './with-hand-off.ts'

/** In a mail it stands for the page of one question, which lets in whoever was told of it. */
export const noticeLinkKind = 'hand-off-notice'

type Member = Awaited<ReturnType<typeof teamMembers>>[number]

/**
 * Tells whoever is asked: the person by name, else whom the team has on call, else all of it. The team's inbox is the
 * place where the question stays. To repeat it is harmless, and where it has ended meanwhile nobody is told.
 */
export async function notifyAsked(ctx: Context, { handOffId }: { handOffId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await withHandOff(ctx, handOffId, async (ctx, { handOff, ticket }) => {
    if (!isOpen(handOff)) return
    const members = await teamMembers(ctx, handOff.askedTeamId)
    const onCall = (await onCallFor(ctx, handOff.askedTeamId)).map(({ id }) => id)
    const chosen = [
      members.filter(({ id }) => id === handOff.askedPersonId),
      members.filter(({ id }) => onCall.includes(id)),
      members,
    ].find((some) => some.length > 0)
    await notify(ctx, { handOff, ticket }, chosen ?? [])
  })
}

/** For verbs: tells everyone in the team who was not told yet. */
export async function notifyTeam(ctx: Context, handOff: HandOffRow, ticket: TicketRow): Promise<void> {
  await notify(ctx, { handOff, ticket }, await teamMembers(ctx, handOff.askedTeamId))
}

async function passedOnBy(ctx: Context, { passedOnFromId }: HandOffRow) {
  const before = passedOnFromId === null ? undefined : await findHandOff(ctx, passedOnFromId)
  return before ? { team: await teamName(ctx, before.askedTeamId), reason: before.answer ?? '' } : null
}

/** Also of one that is dissolved. */
const teamName = async (ctx: Context, id: string): Promise<string> =>
  (await namesById(ctx, { teams: [id] })).team(id).name

/** Who asks, and for whom where a program does. */
async function askerName(ctx: Context, { askedBy, askedThrough }: HandOffRow): Promise<string> {
  const { name } = await personName(ctx, askedBy)
  return askedThrough === null ? name : `${askedThrough} for ${name}`
}

async function notify(
  ctx: Context,
  { handOff, ticket }: { handOff: HandOffRow; ticket: TicketRow },
  people: readonly Member[],
): Promise<void> {
  const { customerId } = ticket
  const customer = customerId && (await customersBy(asPart(ctx), 'id', [customerId])).get(customerId)
  const answer = (await findRunningOfHandOff(ctx, handOff.id)).find(({ name }) => name === 'answer')
  const notice = {
    handOff,
    ticket: { number: ticket.number, subject: ticket.subject, customer: customer ? customer.name : null },
    askedBy: await askerName(ctx, handOff),
    passedOn: await passedOnBy(ctx, handOff),
    customerSaid: (await findNewestFromCustomer(ctx, ticket.id))?.text ?? null,
    team: await teamName(ctx, handOff.askedTeamId),
    answerBy: answer?.dueAt ?? null,
    baseUrl: ctx.baseUrl,
  }
  for (const { id: personId, email, timeZone } of people) {
    const noticeId = await insertNotice(ctx, { handOffId: handOff.id, personId, at: now(ctx) })
    if (noticeId === undefined) continue
    await sendMail(ctx, {
      kind: 'notice',
      to: email,
      ...noticeText({ ...notice, timeZone }),
      link: { kind: noticeLinkKind, about: noticeId },
      sourceId: noticeId,
    })
  }
}
