import { sql, type Selectable, type Updateable } from 'kysely'
import type { Context } from '../platform/context.ts'
import { newestFirst, onePage, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { signalsDb, type SignalsTables } from './signals.tables.ts'

export type SignalRow = Selectable<SignalsTables['signals.signals']>
type OfClass = 'classId' | 'template' | 'example' | 'customersSeen' | 'customersExposed' | 'customersEstimated'
/** A signal about a class of errors. */
export type ClassSignalRow = SignalRow & { [Column in OfClass]: NonNullable<SignalRow[Column]> }
/** What a signal shows of the evidence; brought up to date while it is open. */
export type Explained = Pick<
  ClassSignalRow,
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

const asJson = <Row extends Pick<Explained, 'slices' | 'deploy'>>({ slices, deploy, ...rest }: Row) => ({
  ...rest,
  slices: JSON.stringify(slices),
  deploy: deploy === null ? null : JSON.stringify(deploy),
})

/** Opens a signal; undefined when another process has opened one of this detector about the subject meanwhile. */
export async function insertSignal(
  ctx: Context,
  signal: Explained & Pick<SignalRow, 'detector' | 'subject' | 'level' | 'detectedAt'>,
): Promise<string | undefined> {
  const row = await signalsDb(ctx)
    .insertInto('signals.signals')
    .values({ ...asJson(signal), recoveredAt: null })
    .onConflict((conflict) => conflict.columns(['detector', 'subject']).where('recoveredAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateSignal(
  ctx: Context,
  id: string,
  change: Explained & Pick<SignalRow, 'level'>,
): Promise<void> {
  await signalsDb(ctx).updateTable('signals.signals').set(asJson(change)).where('id', '=', id).execute()
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

const findOpenOfClasses = (ctx: Context) =>
  signalsDb(ctx)
    .selectFrom('signals.signals')
    .selectAll()
    .where('recoveredAt', 'is', null)
    .where('classId', 'is not', null)
    .$narrowType<Pick<ClassSignalRow, OfClass>>()

/** An open signal about a class, locked until the transaction ends; undefined when it is open no more. */
export async function findOpenSignalForUpdate(ctx: Context, id: string): Promise<ClassSignalRow | undefined> {
  return findOpenOfClasses(ctx).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Those about classes. */
export async function findOpenSignals(ctx: Context): Promise<ClassSignalRow[]> {
  return findOpenOfClasses(ctx).execute()
}

/** What is known of a detector's subjects: the open ones, when others recovered last, which were not worth a signal. */
export async function findPastOf(ctx: Context, detector: string, subjects: readonly string[]) {
  const signals = await signalsDb(ctx)
    .selectFrom('signals.signals')
    .select(['subject', sql<boolean>`bool_or(recovered_at is null)`.as('isOpen')])
    .select(sql<Date | null>`max(recovered_at)`.as('recoveredAt'))
    .where('detector', '=', detector)
    .where('subject', 'in', subjects)
    .groupBy('subject')
    .execute()
  const considered = await signalsDb(ctx)
    .selectFrom('signals.consideredSubjects')
    .selectAll()
    .where('detector', '=', detector)
    .where('subject', 'in', subjects)
    .execute()
  return {
    open: new Set(signals.filter(({ isOpen }) => isOpen).map(({ subject }) => subject)),
    recoveredAt: new Map(signals.flatMap((one) => (one.recoveredAt ? [[one.subject, one.recoveredAt]] : []))),
    considered: new Map(considered.map((row) => [row.subject, row])),
  }
}

export async function findSignal(ctx: Context, id: string): Promise<SignalRow | undefined> {
  return signalsDb(ctx).selectFrom('signals.signals').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findSignalsById(ctx: Context, ids: readonly string[]): Promise<SignalRow[]> {
  if (ids.length === 0) return []
  return signalsDb(ctx).selectFrom('signals.signals').selectAll().where('id', 'in', ids).orderBy('detectedAt').execute()
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

/** Writes down that a finding was explained, so that the next look is cheap. */
export async function upsertConsidered(
  ctx: Context,
  row: Selectable<SignalsTables['signals.consideredSubjects']>,
): Promise<void> {
  const { errors, consideredTo } = row
  await signalsDb(ctx)
    .insertInto('signals.consideredSubjects')
    .values(row)
    .onConflict((conflict) => conflict.columns(['detector', 'subject']).doUpdateSet({ errors, consideredTo }))
    .execute()
}
