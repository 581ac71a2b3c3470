import { customersBy } from '../../customers/customers.ts'
import { sendMails } from '../../mail/mail.ts'
import { onCallFor } from '../../pager/pager.ts'
import { localeOf, namesById, personName, sayTo, teamMembers } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { allowJobsOnly, asPart } from '../../platform/permissions.ts'
import { findRunningOfHandOff } from '../clock.store.ts'
import { findNewestFromCustomer } from '../message.store.ts'
import { findHandOff, type HandOffRow } from './hand-off.store.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { insertNotices } from './notice.store.ts'
import { couldNotTell, noticeText } from './notice.rules.ts'
import { type AtWork, finishHandOffChange, withHandOff } from './with-hand-off.ts'

/** In a mail it stands for the page of one question, which lets in whoever was told of it. */
export const noticeLinkKind = 'hand-off-notice'

type Member = Awaited<ReturnType<typeof teamMembers>>[number]

/**
 * Tells whoever is asked: the person by name, else whom the team has on call, else all of it; and all of it where one of
 * them cannot be told. The team's inbox is the place where the question stays. To repeat it is harmless, and where it
 * has ended meanwhile nobody is told.
 */
export async function notifyAsked(ctx: Context, { handOffId }: { handOffId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await withHandOff(ctx, handOffId, async (ctx, at) => {
    const { handOff } = at
    if (!isOpen(handOff)) return
    const [members, onCall] = await Promise.all([
      teamMembers(ctx, handOff.askedTeamId),
      onCallFor(ctx, handOff.askedTeamId, 'hand-offs'),
    ])
    const chosen = [
      members.filter(({ id }) => id === handOff.askedPersonId),
      members.filter(({ id }) => onCall.some((one) => one.id === id)),
      members,
    ].find((some) => some.length > 0)
    const held = await notify(ctx, at, chosen ?? [])
    if (held.length > 0) held.push(...(await notify(ctx, at, members)))
    await noteHeldBack(ctx, at, held)
  })
}

/** For verbs: tells everyone in the team who was not told yet. */
export async function notifyTeam(ctx: Context, at: AtWork): Promise<void> {
  await noteHeldBack(ctx, at, await notify(ctx, at, await teamMembers(ctx, at.handOff.askedTeamId)))
}

/** A notice that the brakes on mail let not out. */
export interface HeldBack {
  readonly to: string
  readonly reason: string
}

/** For verbs: the ticket says who could not be told, in one line for each reason. */
export async function noteHeldBack(ctx: Context, at: AtWork, held: readonly HeldBack[]): Promise<void> {
  for (const [reason, some] of Map.groupBy(held, (one) => one.reason)) {
    const addresses = some.map(({ to }) => to)
    await finishHandOffChange(ctx, at, { action: 'note-failed-notice', what: couldNotTell(addresses, reason) })
  }
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

/** Mails those who were not told before. Returns to whom the mail was held back. */
async function notify(ctx: Context, { handOff, ticket }: AtWork, people: readonly Member[]): Promise<HeldBack[]> {
  const memberOf = new Map(people.map((person) => [person.id, person]))
  const notices = await insertNotices(ctx, { handOffId: handOff.id, personIds: [...memberOf.keys()], at: now(ctx) })
  if (notices.length === 0) return []
  const { number, subject, customerId } = ticket
  const [customers, running, askedBy, passedOn, said, team] = await Promise.all([
    customersBy(asPart(ctx), 'id', customerId === null ? [] : [customerId]),
    findRunningOfHandOff(ctx, handOff.id),
    askerName(ctx, handOff),
    passedOnBy(ctx, handOff),
    findNewestFromCustomer(ctx, ticket.id),
    teamName(ctx, handOff.askedTeamId),
  ])
  const notice = {
    handOff,
    ticket: { number, subject, customer: customers.get(customerId ?? '')?.name ?? null },
    askedBy,
    passedOn,
    customerSaid: said?.text ?? null,
    team,
    answerBy: running.find(({ name }) => name === 'answer')?.dueAt ?? null,
    baseUrl: ctx.baseUrl,
  }
  const mails = notices.map(({ id, personId }) => {
    const person = memberOf.get(personId)!
    const reader = { say: sayTo(person), locale: localeOf(person), timeZone: person.timeZone }
    const link = { kind: noticeLinkKind, about: id }
    return { kind: 'notice' as const, to: person.email, ...noticeText(reader, notice), link, sourceId: id }
  })
  const left = await sendMails(ctx, mails)
  return left.flatMap(({ suppressed }, n) =>
    suppressed === undefined ? [] : [{ to: mails[n]!.to, reason: suppressed }],
  )
}
