import type { NoticeSettings } from '@bellwether/contract/desk.ts'
import type { Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

type SettingsRow = Selectable<DeskTables['desk.noticeSettings']>

/** What somebody chose; the address of their chat is as good as a key. */
export interface KeptSettings extends Omit<NoticeSettings, 'chat'> {
  readonly chatUrl: string | null
}

const read = ({ events, waitMinutes, quietFrom, quietUntil, chatUrl }: SettingsRow): KeptSettings => ({
  events,
  waitMinutes,
  quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
  chatUrl,
})

/** What people chose, by who did. */
export async function findSettings(ctx: Context, personId?: string): Promise<Map<string, KeptSettings>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.noticeSettings')
    .selectAll()
    .$if(personId !== undefined, (query) => query.where('personId', '=', personId ?? ''))
    .execute()
  return new Map(rows.map((row) => [row.personId, read(row)]))
}

export async function upsertSettings(ctx: Context, personId: string, { quiet, ...rest }: KeptSettings): Promise<void> {
  const values = { ...rest, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null }
  await deskDb(ctx)
    .insertInto('desk.noticeSettings')
    .values({ personId, ...values })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(values))
    .execute()
}

export async function deleteNoticesOf(ctx: Context, personId: string): Promise<void> {
  const db = deskDb(ctx)
  await db.deleteFrom('desk.noticeSettings').where('personId', '=', personId).execute()
  await db.deleteFrom('desk.toldWords').where('personId', '=', personId).execute()
  await db.deleteFrom('desk.ticketNotices').where('personId', '=', personId).execute()
}
