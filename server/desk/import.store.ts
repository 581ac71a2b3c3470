import { type Insertable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { deskDb, type DeskTables } from './desk.tables.ts'

/** A statement takes 65,535 values; a message has fewer than thirty. */
const messagesAtOnce = 2000

/** What an import writes down. */
export interface ImportedRows {
  readonly tickets: readonly Insertable<DeskTables['desk.tickets']>[]
  readonly references: readonly Insertable<DeskTables['desk.importedTickets']>[]
  readonly resolutions: readonly Insertable<DeskTables['desk.resolutions']>[]
  readonly messages: readonly Insertable<DeskTables['desk.messages']>[]
  readonly changes: readonly Insertable<DeskTables['desk.changes']>[]
}

/** Held until the transaction ends: imports go one after the other, so that each knows what the others brought. */
export async function lockImporting(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('desk.importing', 3))`.execute(ctx.db)
}

/** The tickets that came with these references, by reference. */
export async function findImported(ctx: Context, references: readonly string[]): Promise<Map<string, string>> {
  if (references.length === 0) return new Map()
  const rows = await deskDb(ctx)
    .selectFrom('desk.importedTickets')
    .selectAll()
    .where('reference', 'in', references)
    .execute()
  return new Map(rows.map(({ reference, ticketId }) => [reference, ticketId]))
}

/** Numbers, and what keeps the order of messages, rise in the order of the rows. */
export async function insertImported(ctx: Context, rows: ImportedRows): Promise<void> {
  const db = deskDb(ctx)
  await db
    .insertInto('desk.tickets')
    .values([...rows.tickets])
    .execute()
  await db
    .insertInto('desk.importedTickets')
    .values([...rows.references])
    .execute()
  await db
    .insertInto('desk.resolutions')
    .values([...rows.resolutions])
    .execute()
  for (let at = 0; at < rows.messages.length; at += messagesAtOnce) {
    await db
      .insertInto('desk.messages')
      .values(rows.messages.slice(at, at + messagesAtOnce))
      .execute()
  }
  await db
    .insertInto('desk.changes')
    .values([...rows.changes])
    .execute()
}
