import type { z } from 'zod'
import { openAttachment, openRawMessage, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { urlOf } from '@bellwether/contract/route.ts'
import { sitesOf } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { mailCopies, mailDeliveries, senderProofs } from '../mail/mail.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findClocks } from './clock.store.ts'
import { findHandOffs } from './hand-off.store.ts'
import * as messages from './message.store.ts'
import { deskNames, presentHandOff, presentTickets } from './present-ticket.ts'
import { seeTicket } from './see-ticket.ts'
import { findNamed } from './participant.store.ts'
import { takesPart } from './thread-mail.ts'
import { findLiveTicket, type TicketRow } from './ticket.store.ts'

export type TicketAnswer = Presented<z.input<typeof Ticket>>
type Entry = Presented<z.input<typeof TimelineEntry>>

/** One ticket by id or number, with everything that happened on it, oldest first. */
export async function getTicket(ctx: Context, idOrNumber: string): Promise<TicketAnswer> {
  allow(ctx, 'desk.read')
  return presentTicket(ctx, idOrNumber)
}

/** The ticket as the answer of a verb that changed it. */
export async function presentTicket(ctx: Context, idOrNumber: string): Promise<TicketAnswer> {
  const row = await seeTicket(ctx, idOrNumber)
  const [summary] = await presentTickets(ctx, [row])
  if (!summary) throw new Problem(notFound, 'There is no such ticket.')
  const names = await deskNames(ctx)
  const clocks = await findClocks(ctx, [row.id])
  const handOffs = (await findHandOffs(ctx, row.id)).map((one) => presentHandOff(one, clocks, names))
  const rows = await messages.findMessages(ctx, row.id)
  const messageEntries = await messagesOf(ctx, rows)
  const entries: Entry[] = [
    ...messageEntries,
    ...(await notesOf(ctx, row.id, names.person)),
    ...(await changesOf(ctx, row.id)),
    ...handOffs.map((handOff) => ({ kind: 'hand-off' as const, id: handOff.id, at: handOff.askedAt, handOff })),
  ]
  return {
    ...summary,
    sites: await sortedSites(ctx, row),
    mentionedSites: row.mentionedSites,
    timeline: entries.toSorted((a, b) => Number(new Date(a.at)) - Number(new Date(b.at))),
    openHandOffs: handOffs.filter((one) => one.outcome === null),
    newestMessageId: messages.newestOf(rows)?.id ?? row.id,
    participants: await participantsOf(ctx, row.id, names.person),
    documentation: row.documentedAs
      ? { outcome: row.documentedAs, url: row.documentedUrl, reason: row.documentedReason }
      : null,
    related: await relatedOf(ctx, row),
    mergedInto: await mergedIntoOf(ctx, row),
  }
}

async function messagesOf(ctx: Context, rows: readonly messages.MessageRow[]) {
  const ids = rows.map((row) => row.id)
  const attachments = Map.groupBy(await messages.findAttachments(ctx, ids), (one) => one.messageId)
  const deliveries = await mailDeliveries(ctx, ids)
  const copies = await mailCopies(ctx, ids)
  const proofs = await senderProofs(
    ctx,
    rows.flatMap((row) => row.incomingMailId ?? []),
  )
  return rows.map((row) => ({
    kind: 'message' as const,
    id: row.id,
    at: row.at,
    direction: row.direction,
    author: { name: row.authorName, email: row.authorEmail },
    text: row.text,
    fullText: row.fullText,
    html: row.html,
    attachments: (attachments.get(row.id) ?? []).map(
      ({ id, fileName, contentType, sizeBytes, isDamaged, contentId }) => ({
        id,
        fileName,
        contentType,
        sizeBytes,
        isDamaged,
        contentId,
        path: urlOf(openAttachment, { params: { id: row.ticketId, attachmentId: id } }),
      }),
    ),
    isAutomatic: row.isAutomatic,
    isList: row.isList,
    delivery: deliveries.get(row.id) ?? null,
    copies: copies.get(row.id) ?? [],
    sender: proofs.get(row.incomingMailId ?? '') ?? null,
    rawPath: row.incomingMailId ? urlOf(openRawMessage, { params: { id: row.ticketId, messageId: row.id } }) : null,
    flag: row.flag,
    leftOut: row.leftOut,
  }))
}

async function participantsOf(ctx: Context, ticketId: string, nameOf: (id: string) => { id: string; name: string }) {
  return (await findNamed(ctx, ticketId))
    .filter(({ removedAt }) => removedAt === null)
    .map(({ address, name, addedAt, messageId, addedBy }) => ({
      address,
      name,
      since: addedAt,
      messageId,
      addedBy: addedBy === null ? null : nameOf(addedBy),
    }))
}

async function notesOf(ctx: Context, ticketId: string, nameOf: (id: string) => { id: string; name: string }) {
  const rows = await messages.findNotes(ctx, ticketId)
  return rows.map((row) => ({
    kind: 'note' as const,
    id: row.id,
    at: row.at,
    author: row.personId ? nameOf(row.personId) : null,
    text: row.text,
  }))
}

async function changesOf(ctx: Context, ticketId: string) {
  const rows = await messages.findChanges(ctx, ticketId)
  return rows.map(({ id, at, who, what }) => ({ kind: 'change' as const, id, at, who, what }))
}

async function relatedOf(ctx: Context, row: TicketRow) {
  const related = row.relatedTicketId === null ? undefined : await findLiveTicket(ctx, row.relatedTicketId)
  const rows = related && related.id !== row.id ? [related] : []
  const isParticipant = rows[0] !== undefined && (await takesPart(ctx, rows[0], row.contactEmail))
  const why = isParticipant
    ? 'The sender takes part in it and gave its number in the subject.'
    : 'The sender used its ids without taking part in it.'
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
