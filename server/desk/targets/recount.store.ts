import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { type ClockInHours, refreshHandOffsDue, refreshTicketsDue } from '../clock.store.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

export type RecountRow = Selectable<DeskTables['desk.recounts']>

/** Clocks that run in hours of this calendar from before this version. */
async function ofEarlierHours(ctx: Context, { calendarId, calendarVersionId }: Recounted) {
  const db = deskDb(ctx)
  const newest = db.selectFrom('desk.calendarVersions').select('version').where('id', '=', calendarVersionId)
  const earlier = await db
    .selectFrom('desk.calendarVersions')
    .select('id')
    .where('calendarId', '=', calendarId)
    .where('version', '<', newest)
    .execute()
  // Asked for by their ids: then those of the first tickets are found without a look at all others.
  const ids = earlier.map(({ id }) => id)
  return db.selectFrom('desk.clocks').where('calendarVersionId', 'in', ids).where('stoppedAt', 'is', null)
}

type Recounted = Pick<RecountRow, 'calendarId' | 'calendarVersionId'>

/** Writes down that clocks which run shall follow a version of their calendar, and how many there are. */
export async function insertRecount(ctx: Context, recount: Recounted & { askedBy: string }): Promise<RecountRow> {
  const { total } = await (
    await ofEarlierHours(ctx, recount)
  )
    .select((of) => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return deskDb(ctx)
    .insertInto('desk.recounts')
    .values({ ...recount, askedAt: now(ctx), total, finishedAt: total === 0 ? now(ctx) : null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findRecount(ctx: Context, id: string): Promise<RecountRow | undefined> {
  return deskDb(ctx).selectFrom('desk.recounts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest recount of each calendar that had one. */
export async function findNewestRecounts(ctx: Context): Promise<Map<string, RecountRow>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.recounts')
    .selectAll()
    .distinctOn('calendarId')
    .orderBy('calendarId')
    .orderBy('askedAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.calendarId, row]))
}

/** A half of all tickets by their ids, which are random. */
export type Half = '<' | '>='
const middleId = '80000000-0000-0000-0000-000000000000'

/** So many clocks of a half that are still to be recounted, in the hours that shall hold for them. Locks their tickets. */
export async function lockClocksToRecount(
  ctx: Context,
  recount: RecountRow,
  { half, limit }: { half: Half; limit: number },
): Promise<ClockInHours[]> {
  const db = deskDb(ctx)
  const running = (await ofEarlierHours(ctx, recount)).where('ticketId', half, middleId)
  const some = await running.select(['id', 'ticketId']).orderBy('ticketId').limit(limit).execute()
  const ticketIds = [...new Set(some.map(({ ticketId }) => ticketId))]
  if (ticketIds.length === 0) return []
  await db.selectFrom('desk.tickets').select('id').where('id', 'in', ticketIds).orderBy('id').forUpdate().execute()
  // What was stopped until the tickets were ours stays as it is.
  return db
    .selectFrom('desk.clocks as clock')
    .innerJoin('desk.calendarVersions as hours', (join) => join.on('hours.id', '=', recount.calendarVersionId))
    .selectAll('clock')
    .select('hours.calendar')
    .where(
      'clock.id',
      'in',
      some.map(({ id }) => id),
    )
    .where('clock.stoppedAt', 'is', null)
    .execute()
}

/** A clock as it is by other hours. */
export type RecountedClock = Pick<ClockInHours, 'id' | 'ticketId' | 'handOffId' | 'dueAt' | 'breachedAt'>

/** Gives clocks other hours, and what follows from them. */
export async function writeRecounted(
  ctx: Context,
  { calendarVersionId }: RecountRow,
  clocks: readonly RecountedClock[],
): Promise<void> {
  const ids = clocks.map((clock) => clock.id)
  const instants = (of: (clock: RecountedClock) => Date | null) =>
    clocks.map((clock) => of(clock)?.toISOString() ?? null)
  await sql`
    update desk.clocks
    set due_at = given.due_at, breached_at = given.breached_at, calendar_version_id = ${calendarVersionId}
    from unnest(
      ${ids}::uuid[],
      ${instants(({ dueAt }) => dueAt)}::timestamptz[],
      ${instants(({ breachedAt }) => breachedAt)}::timestamptz[]
    ) as given (id, due_at, breached_at)
    where clocks.id = given.id`.execute(deskDb(ctx))
  await Promise.all([
    refreshTicketsDue(ctx, ticketsOf(clocks)),
    refreshHandOffsDue(ctx, ticketsOf(clocks.filter(({ handOffId }) => handOffId !== null))),
  ])
}

export const ticketsOf = (clocks: readonly Pick<RecountedClock, 'ticketId'>[]): string[] => [
  ...new Set(clocks.map(({ ticketId }) => ticketId)),
]

/** Says how far it is, last: who does another half of it waits no longer than for the commit. */
export async function noteRecounted(ctx: Context, { id }: RecountRow, count: number): Promise<void> {
  await sql`update desk.recounts set done = done + ${count} where id = ${id}`.execute(deskDb(ctx))
}

export async function finishRecount(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.recounts')
    .set({ finishedAt: now(ctx) })
    .where('id', '=', id)
    .execute()
}
