import type { z } from 'zod'
import { type Ticket, ticketLinksMax } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { sitesOf } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { type Names, namesById } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findFieldValues } from './fields/ticket-field.store.ts'
import { canSeeHandOff, personOf } from './hand-offs/hand-off-visibility.rules.ts'
import { findOpenHandOffs } from './hand-offs/hand-off.store.ts'
import { presentHandOffs } from './hand-offs/present-hand-off.ts'
import { findLatest } from './message.store.ts'
import { findLinks } from './links/link.store.ts'
import { findMergedInto } from './merging/merge-record.store.ts'
import { presentTickets } from './present-ticket.ts'
import { seeTicket } from './see-ticket.ts'
import { findNamed } from './participant.store.ts'
import { takesPart } from './thread-mail.ts'
import { findIsFollowed, findUnreadOn } from './unread/unread.store.ts'
import { unsentOf } from './unsent/present-unsent.ts'
import { findLiveTicket, findTicket, type TicketRow } from './ticket.store.ts'

export type TicketAnswer = Presented<z.input<typeof Ticket>>

/** One ticket by id or number; what was said on it is its time line. */
export async function getTicket(ctx: Context, idOrNumber: string): Promise<TicketAnswer> {
  allow(ctx, 'desk.read')
  return presentRow(ctx, await seeTicket(ctx, idOrNumber))
}

/** The ticket as the answer of a verb that changed it, for whoever may write, though they may read no other. */
export async function presentTicket(ctx: Context, id: string): Promise<TicketAnswer> {
  const row = await findTicket(ctx, id)
  if (!row) throw new Problem(notFound, said`There is no such ticket.`)
  return presentRow(ctx, row)
}

async function presentRow(ctx: Context, row: TicketRow): Promise<TicketAnswer> {
  const [
    [summary],
    openHandOffs,
    { newestId, newestFromOthersId, isListMail },
    participants,
    sites,
    unsent,
    reading,
    fields,
  ] = await Promise.all([
    presentTickets(ctx, [row]),
    openHandOffsOf(ctx, row),
    findLatest(ctx, row.id, personOf(ctx.actor)?.personId ?? null),
    findNamed(ctx, row.id),
    sortedSites(ctx, row),
    unsentOf(ctx, row.id),
    readingOf(ctx, row),
    findFieldValues(ctx, [row.id]),
  ])
  if (!summary) throw new Problem(notFound, said`There is no such ticket.`)
  const [names, related, mergedInto, mergedHere, links] = await Promise.all([
    namesById(ctx, { people: participants.map(({ addedBy }) => addedBy) }),
    relatedOf(ctx, row),
    mergedIntoOf(ctx, row),
    findMergedInto(ctx, row.id),
    findLinks(ctx, row.id, ticketLinksMax),
  ])
  return {
    ...summary,
    sites,
    mentionedSites: row.mentionedSites,
    openHandOffs,
    newestMessageId: newestId ?? row.id,
    newestFromOthersId,
    isListMail,
    participants: presentParticipants(participants, names),
    documentation: row.documentedAs
      ? { outcome: row.documentedAs, url: row.documentedUrl, reason: row.documentedReason }
      : null,
    fields: fields.get(row.id) ?? {},
    ...reading,
    unsent,
    related,
    links,
    mergedHere,
    mergedInto,
  }
}

/** How far whoever asks has read it, and whether they follow it. */
async function readingOf(ctx: Context, { id }: TicketRow) {
  const reader = personOf(ctx.actor)
  if (!reader) return { isFollowed: false, unread: { count: 0, firstId: null } }
  const [isFollowed, unread] = await Promise.all([
    findIsFollowed(ctx, reader.personId, id),
    findUnreadOn(ctx, reader.personId, id),
  ])
  return { isFollowed, unread }
}

const openHandOffsOf = async (ctx: Context, { id }: TicketRow) =>
  presentHandOffs(
    ctx,
    (await findOpenHandOffs(ctx, [id])).filter((one) => canSeeHandOff(ctx.actor, one)),
  )

const presentParticipants = (rows: Awaited<ReturnType<typeof findNamed>>, names: Names) =>
  rows
    .filter(({ removedAt }) => removedAt === null)
    .map(({ address, name, addedAt, messageId, addedBy }) => ({
      address,
      name,
      since: addedAt,
      messageId,
      addedBy: addedBy === null ? null : names.person(addedBy),
    }))

async function relatedOf(ctx: Context, row: TicketRow) {
  const related = row.relatedTicketId === null ? undefined : await findLiveTicket(ctx, row.relatedTicketId)
  const rows = related && related.id !== row.id ? [related] : []
  const isParticipant = rows[0] !== undefined && (await takesPart(ctx, rows[0], row.contactEmail))
  const why = isParticipant
    ? said`The sender takes part in it and gave its number in the subject.`
    : said`The sender used its ids without taking part in it.`
  return rows.map(({ id, number, subject }) => ({ id, number, subject, why }))
}

async function mergedIntoOf(ctx: Context, row: TicketRow) {
  const live = row.mergedIntoId === null ? undefined : await findLiveTicket(ctx, row.mergedIntoId)
  return live ? { id: live.id, number: live.number, subject: live.subject } : null
}

/** Sites named in the mail come first: they are where the customer hurts. */
async function sortedSites(ctx: Context, row: TicketRow): Promise<string[]> {
  const sites = row.customerId ? await sitesOf(asPart(ctx), row.customerId) : []
  return [...row.mentionedSites, ...sites.filter((site) => !row.mentionedSites.includes(site))]
}
