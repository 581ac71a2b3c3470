import type { Insertable, Selectable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

export type NoteRow = Selectable<CustomersTables['customers.notes']>

export async function insertNote(ctx: Context, note: Insertable<CustomersTables['customers.notes']>): Promise<NoteRow> {
  return customersDb(ctx).insertInto('customers.notes').values(note).returningAll().executeTakeFirstOrThrow()
}

export async function findNotes(ctx: Context, customerId: string, page: Page): Promise<PageOf<NoteRow>> {
  const rows = customersDb(ctx).selectFrom('customers.notes').selectAll().where('customerId', '=', customerId)
  return onePage(rows, newestFirst('at'), page)
}

/** The customer whose note it was; undefined where there is none. */
export async function deleteNote(ctx: Context, id: string): Promise<string | undefined> {
  const row = await customersDb(ctx)
    .deleteFrom('customers.notes')
    .where('id', '=', id)
    .returning('customerId')
    .executeTakeFirst()
  return row?.customerId
}
