import { sql, type Selectable, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { signalsDb, type SignalsTables } from './signals.tables.ts'

export type SignalRow = Selectable<SignalsTables['signals.signals']>
export type SignalFindings = Pick<
  SignalRow,
  | 'level'
  | 'classId'
  | 'template'
  | 'example'
  | 'firstSeenAt'
  | 'lastSeenAt'
  | 'errors'
  | 'slices'
  | 'deploy'
  | 'customersSeen'
  | 'customersExposed'
  | 'customersEstimated'
  | 'countedTo'
>

const asJson = ({ slices, deploy, ...rest }: SignalFindings) => ({
  ...rest,
  slices: JSON.stringify(slices),
  deploy: deploy === null ? null : JSON.stringify(deploy),
})

/** Opens a signal; undefined when another process has opened one for the class meanwhile. */
export async function insertSignal(
  ctx: Context,
  findings: SignalFindings,
  detectedAt: Date,
): Promise<string | undefined> {
  const row = await signalsDb(ctx)
    .insertInto('signals.signals')
    .values({ ...asJson(findings), detectedAt, recoveredAt: null })
    .onConflict((conflict) => conflict.column('classId').where('recoveredAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateSignal(ctx: Context, id: string, findings: SignalFindings): Promise<void> {
  await signalsDb(ctx).updateTable('signals.signals').set(asJson(findings)).where('id', '=', id).execute()
}

/** Changes a signal that is still open; false when another process was faster. */
export async function updateOpenSignal(
  ctx: Context,
  id: string,
  change: Updateable<SignalsTables['signals.signals']>,
): Promise<boolean> {
  const result = await signalsDb(ctx)
    .updateTable('signals.signals')
    .set(change)
    .where('id', '=', id)
    .where('recoveredAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** An open signal, locked until the transaction ends; undefined when it is open no more. */
export async function findOpenSignalForUpdate(ctx: Context, id: string): Promise<SignalRow | undefined> {
  return signalsDb(ctx)
    .selectFrom('signals.signals')
    .selectAll()
    .where('id', '=', id)
    .where('recoveredAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function findOpenSignals(ctx: Context): Promise<SignalRow[]> {
  return signalsDb(ctx).selectFrom('signals.signals').selectAll().where('recoveredAt', 'is', null).execute()
}

/** The last recovery of each class, where it had a signal before. */
export async function findRecoveries(ctx: Context, classIds: readonly string[]): Promise<Map<string, Date>> {
  if (classIds.length === 0) return new Map()
  const rows = await signalsDb(ctx)
    .selectFrom('signals.signals')
    .select(['classId', sql<Date>`max(recovered_at)`.as('recoveredAt')])
    .where('classId', 'in', classIds)
    .where('recoveredAt', 'is not', null)
    .groupBy('classId')
    .execute()
  return new Map(rows.map((row) => [row.classId, row.recoveredAt]))
}

export async function findSignal(ctx: Context, id: string): Promise<SignalRow | undefined> {
  return signalsDb(ctx).selectFrom('signals.signals').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findSignals(
  ctx: Context,
  page: Page & { open: boolean | undefined },
): Promise<PageOf<SignalRow>> {
  const rows = signalsDb(ctx)
    .selectFrom('signals.signals')
    .selectAll()
    .$if(page.open === true, (query) => query.where('recoveredAt', 'is', null))
    .$if(page.open === false, (query) => query.where('recoveredAt', 'is not', null))
  return onePage(rows, newestFirst('detectedAt'), page)
}

export async function findConsidered(ctx: Context, classIds: readonly string[]) {
  if (classIds.length === 0) return new Map<string, Selectable<SignalsTables['signals.consideredClasses']>>()
  const rows = await signalsDb(ctx)
    .selectFrom('signals.consideredClasses')
    .selectAll()
    .where('classId', 'in', classIds)
    .execute()
  return new Map(rows.map((row) => [row.classId, row]))
}

export async function upsertConsidered(
  ctx: Context,
  classId: string,
  errors: number,
  consideredTo: Date,
): Promise<void> {
  await signalsDb(ctx)
    .insertInto('signals.consideredClasses')
    .values({ classId, errors, consideredTo })
    .onConflict((conflict) => conflict.column('classId').doUpdateSet({ errors, consideredTo }))
    .execute()
}
