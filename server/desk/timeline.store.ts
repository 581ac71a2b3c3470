import type { Selectable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { cursorAfter, onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'
import { type HandOffRow, visibleTo } from './hand-offs/hand-off.store.ts'
import type { MessageRow } from './message.store.ts'

type NoteRow = Selectable<DeskTables['desk.notes']>
type ChangeRow = Selectable<DeskTables['desk.changes']>

/** One thing that happened on a ticket, as its table has it. */
export type EntryRow =
  | { readonly kind: 'message'; readonly row: MessageRow }
  | { readonly kind: 'note'; readonly row: NoteRow }
  | { readonly kind: 'change'; readonly row: ChangeRow }
  | { readonly kind: 'hand-off'; readonly row: HandOffRow }

const atOf = ({ kind, row }: EntryRow): Date => (kind === 'hand-off' ? row.askedAt : row.at)

/** By instant, then as it was written down: the same order in every kind, and over all of them. */
const inTime = <Row>(at: string, entryOf: (row: Row) => EntryRow): Order<Row> => ({
  direction: 'desc',
  key: [
    { sql: at, type: 'timestamptz', of: (row) => atOf(entryOf(row)) },
    { sql: 'place', type: 'bigint', of: (row) => entryOf(row).row.place },
    { sql: 'id', type: 'uuid', of: (row) => entryOf(row).row.id },
  ],
})
const ofMessages = inTime('at', (row: MessageRow) => ({ kind: 'message', row }))
const ofNotes = inTime('at', (row: NoteRow) => ({ kind: 'note', row }))
const ofChanges = inTime('at', (row: ChangeRow) => ({ kind: 'change', row }))
const ofHandOffs = inTime('asked_at', (row: HandOffRow) => ({ kind: 'hand-off', row }))
const ofAll = inTime('at', (entry: EntryRow) => entry)

const isNewer = (a: EntryRow, b: EntryRow): number =>
  Number(atOf(b)) - Number(atOf(a)) || b.row.place - a.row.place || (a.row.id < b.row.id ? 1 : -1)

/** A page of everything that happened on a ticket, the newest first. */
export async function findTimeline(ctx: Context, ticketId: string, page: Page): Promise<PageOf<EntryRow>> {
  const db = deskDb(ctx)
  const [messages, notes, changes, handOffs] = await Promise.all([
    onePage(db.selectFrom('desk.messages').selectAll().where('ticketId', '=', ticketId), ofMessages, page),
    onePage(db.selectFrom('desk.notes').selectAll().where('ticketId', '=', ticketId), ofNotes, page),
    onePage(db.selectFrom('desk.changes').selectAll().where('ticketId', '=', ticketId), ofChanges, page),
    onePage(
      db.selectFrom('desk.handOffs').selectAll().where('ticketId', '=', ticketId).where(visibleTo(ctx.actor)),
      ofHandOffs,
      page,
    ),
  ])
  const found: EntryRow[] = [
    ...messages.items.map((row) => ({ kind: 'message' as const, row })),
    ...notes.items.map((row) => ({ kind: 'note' as const, row })),
    ...changes.items.map((row) => ({ kind: 'change' as const, row })),
    ...handOffs.items.map((row) => ({ kind: 'hand-off' as const, row })),
  ]
  const items = found.toSorted(isNewer).slice(0, page.limit)
  const isLast =
    found.length <= page.limit && [messages, notes, changes, handOffs].every(({ nextCursor }) => nextCursor === null)
  const last = items.at(-1)
  return { items, nextCursor: isLast || last === undefined ? null : cursorAfter(ofAll, last) }
}
