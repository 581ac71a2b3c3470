import type { Selectable } from 'kysely'
import { actorName } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

type ChangeRow = Selectable<CustomersTables['customers.changes']>

export async function insertChanges(
  ctx: Context,
  changes: readonly { customerId: string; what: string }[],
): Promise<void> {
  if (changes.length === 0) return
  const [at, byName] = [now(ctx), actorName(ctx.actor)]
  await customersDb(ctx)
    .insertInto('customers.changes')
    .values(changes.map((change) => ({ ...change, at, byName })))
    .execute()
}

export async function findChanges(ctx: Context, customerId: string, page: Page): Promise<PageOf<ChangeRow>> {
  const rows = customersDb(ctx).selectFrom('customers.changes').selectAll().where('customerId', '=', customerId)
  return onePage(rows, newestFirst('at'), page)
}
