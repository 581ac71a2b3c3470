import type { Selectable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'
import type { NewChange } from './pagerduty-change.ts'

export type ChangeRow = Selectable<PagerTables['pager.changes']>

/** Its id. */
export async function insertChange(ctx: Context, sourceId: string, change: NewChange): Promise<string> {
  const at = now(ctx)
  const deploy = change.deploy && JSON.stringify(change.deploy)
  const { id } = await pagerDb(ctx)
    .insertInto('pager.changes')
    .values({ sourceId, ...change, deploy, happenedAt: change.happenedAt ?? at, receivedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findChange(ctx: Context, id: string): Promise<ChangeRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.changes').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findChanges(ctx: Context, page: Page): Promise<PageOf<ChangeRow>> {
  return onePage(pagerDb(ctx).selectFrom('pager.changes').selectAll(), newestFirst('receivedAt'), page)
}

export async function deleteChangesBefore(ctx: Context, before: Date): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.changes').where('receivedAt', '<', before).execute()
}
