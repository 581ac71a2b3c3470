import type { z } from 'zod'
import { openAttachment, openRawMessage, openThumbnail, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Context } from '../platform/context.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import type { Presented } from '../platform/http/handle.ts'
import { mailCopies, mailDeliveries, senderProofs } from '../mail/mail.ts'
import { allow } from '../platform/permissions.ts'
import { type AttachmentRow, findAttachments, type MessageRow } from './message.store.ts'
import { presentHandOffs } from './hand-offs/present-hand-off.ts'
import { mentionedIn } from './mentions/mentions.ts'
import { seeTicket } from './see-ticket.ts'
import { type EntryRow, findTimeline } from './timeline.store.ts'

type Entry = Presented<z.input<typeof TimelineEntry>>

/** What happened on a ticket, the newest first, a page at a time. */
export async function listTimeline(ctx: Context, idOrNumber: string, page: Page): Promise<PageOf<Entry>> {
  allow(ctx, 'desk.read')
  const ticket = await seeTicket(ctx, idOrNumber)
  const { items, nextCursor } = await findTimeline(ctx, ticket.id, page)
  return { items: await presentEntries(ctx, items), nextCursor }
}

async function presentEntries(ctx: Context, entries: readonly EntryRow[]): Promise<Entry[]> {
  const handOffs = entries.flatMap((one) => (one.kind === 'hand-off' ? [one.row] : []))
  const notes = entries.flatMap((one) => (one.kind === 'note' ? [one.row.id] : []))
  const [shown, messages, filesOfNotes, mentioned] = await Promise.all([
    presentHandOffs(ctx, handOffs),
    messagesOf(
      ctx,
      entries.flatMap((one) => (one.kind === 'message' ? [one.row] : [])),
    ),
    findAttachments(ctx, 'noteId', notes),
    mentionedIn(ctx, notes),
  ])
  const byId = new Map(shown.map((handOff) => [handOff.id, handOff]))
  return entries.flatMap((one): Entry | [] => {
    if (one.kind === 'message') return messages.get(one.row.id) ?? []
    const { id } = one.row
    if (one.kind === 'note') {
      const { at, text, personId, authorName, ticketId } = one.row
      const author = authorName === null ? null : { id: personId, name: authorName }
      const attachments = presentFiles(ticketId, filesOfNotes.get(id))
      return { kind: 'note', id, at, author, text, attachments, mentioned: mentioned.get(id) ?? [] }
    }
    if (one.kind === 'change') return { kind: 'change', id, at: one.row.at, who: one.row.who, what: one.row.what }
    const handOff = byId.get(id)
    return handOff ? { kind: 'hand-off', id, at: one.row.askedAt, handOff } : []
  })
}

/** What may have a thumbnail, by what its sender says that it is; the bytes decide when it is drawn. */
const drawnTypes = /^image\/(?:png|jpeg|gif|webp)$/

const presentFiles = (ticketId: string, files: readonly AttachmentRow[] = []) =>
  files.map(({ id, fileName, contentType, sizeBytes, isDamaged, contentId }) => ({
    id,
    fileName,
    contentType,
    sizeBytes,
    isDamaged,
    contentId,
    path: urlOf(openAttachment, { params: { id: ticketId, attachmentId: id } }),
    thumbnailPath: drawnTypes.test(contentType)
      ? urlOf(openThumbnail, { params: { id: ticketId, attachmentId: id } })
      : null,
  }))

/** Messages by id, each with its files and what became of its mail. */
async function messagesOf(ctx: Context, rows: readonly MessageRow[]): Promise<Map<string, Entry>> {
  const ids = rows.map((row) => row.id)
  const attachments = await findAttachments(ctx, 'messageId', ids)
  const deliveries = await mailDeliveries(ctx, ids)
  const copies = await mailCopies(ctx, ids)
  const proofs = await senderProofs(
    ctx,
    rows.flatMap((row) => row.incomingMailId ?? []),
  )
  const entries = rows.map((row) => ({
    kind: 'message' as const,
    id: row.id,
    at: row.at,
    direction: row.direction,
    channel: row.channel,
    author: { name: row.authorName, email: row.authorEmail },
    text: row.text,
    fullText: row.fullText,
    html: row.html,
    attachments: presentFiles(row.ticketId, attachments.get(row.id)),
    isAutomatic: row.isAutomatic,
    isList: row.isList,
    delivery: deliveries.get(row.id) ?? null,
    copies: copies.get(row.id) ?? [],
    sender: proofs.get(row.incomingMailId ?? '') ?? null,
    rawPath: row.incomingMailId ? urlOf(openRawMessage, { params: { id: row.ticketId, messageId: row.id } }) : null,
    flag: row.flag,
    leftOut: row.leftOut,
  }))
  return new Map(entries.map((entry) => [entry.id, entry]))
}
