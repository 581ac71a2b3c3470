import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { noteRemoved, noteWritten } from './customers.events.ts'
import { findCustomerRefs, lockCustomers } from './customers.store.ts'
import { deleteNote, findNotes, insertNote, type NoteRow } from './note.store.ts'

/** What staff wrote down about a customer, the newest first. */
export async function listNotes(ctx: Context, customerId: string, page: Page): Promise<PageOf<NoteAnswer>> {
  allow(ctx, 'customers.read')
  const { items, nextCursor } = await findNotes(ctx, await liveId(ctx, customerId), page)
  return { items: items.map(presentNote), nextCursor }
}

/** Writes down something about a customer. No note ever reaches one. */
export async function writeNote(ctx: Context, id: string, text: string): Promise<NoteAnswer> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    // A merge that runs at the same time takes the note along.
    await lockCustomers(ctx)
    const customerId = await liveId(ctx, id)
    const author = { authorPersonId: personOf(ctx), authorName: actorName(ctx.actor) }
    const note = await insertNote(ctx, { customerId, at: now(ctx), ...author, text })
    const detail = { noteId: note.id }
    await recordAudit(ctx, { action: 'customers.write-note', about: { module: 'customers', id: customerId }, detail })
    await announce(ctx, noteWritten, { customerId })
    return presentNote(note)
  })
}

export async function removeNote(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'customers.write')
  await inTransaction(ctx, async (ctx) => {
    const customerId = await deleteNote(ctx, id)
    if (customerId === undefined) throw new Problem(notFound, said`There is no such note.`)
    const about = { module: 'customers', id: customerId }
    await recordAudit(ctx, { action: 'customers.remove-note', about, detail: { noteId: id } })
    await announce(ctx, noteRemoved, { customerId })
  })
}

/** The id of the customer, or of the one in which it goes on. */
async function liveId(ctx: Context, id: string): Promise<string> {
  const customer = (await findCustomerRefs(ctx, 'id', [id])).get(id)
  if (!customer) throw new Problem(notFound, said`There is no such customer.`)
  return customer.id
}

function personOf({ actor }: Context): string | null {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'program' ? (actor.onBehalfOf?.personId ?? null) : null
}

type NoteAnswer = ReturnType<typeof presentNote>

const presentNote = ({ id, at, authorPersonId, authorName, text }: NoteRow) => ({
  id,
  at,
  author: { id: authorPersonId, name: authorName },
  text,
})
