import { type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type HeartbeatRow = Selectable<PagerTables['pager.heartbeats']>

const findInForce = (ctx: Context) =>
  pagerDb(ctx).selectFrom('pager.heartbeats').selectAll().where('removedAt', 'is', null)

export async function findHeartbeats(ctx: Context): Promise<HeartbeatRow[]> {
  return findInForce(ctx)
    .orderBy('teamId')
    .orderBy(sql`name collate "C"`)
    .execute()
}

/** Adds a heartbeat; undefined when the team has one of this name. */
export async function insertHeartbeat(
  ctx: Context,
  heartbeat: Pick<
    HeartbeatRow,
    'teamId' | 'name' | 'slug' | 'keyHash' | 'periodSeconds' | 'cron' | 'timeZone' | 'graceSeconds'
  >,
): Promise<HeartbeatRow | undefined> {
  return pagerDb(ctx)
    .insertInto('pager.heartbeats')
    .values({
      ...heartbeat,
      addedAt: now(ctx),
      removedAt: null,
      lastPingAt: null,
      startedAt: null,
      dueAt: null,
      pageId: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Nobody else gives a heartbeat of a team its slug, until the transaction ends. */
export async function lockSlugs(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 7))`.execute(ctx.db)
}

/** The slugs of the heartbeats of a team. */
export async function findSlugs(ctx: Context, teamId: string): Promise<Set<string>> {
  const rows = await findInForce(ctx).clearSelect().select('slug').where('teamId', '=', teamId).execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** By one of its names: its id, its key, what its team calls it, or its slug. Nobody else changes it meanwhile. */
export async function lockHeartbeat(
  ctx: Context,
  by: { id: string } | { keyHash: Buffer } | { teamId: string; name: string } | { teamId: string; slug: string },
): Promise<HeartbeatRow | undefined> {
  const some = findInForce(ctx)
  const named =
    'id' in by
      ? some.where('id', '=', by.id)
      : 'keyHash' in by
        ? some.where(({ eb, or, and }) =>
            or([
              eb('keyHash', '=', by.keyHash),
              and([eb('oldKeyHash', '=', by.keyHash), eb('oldKeyUntil', '>', now(ctx))]),
            ]),
          )
        : 'slug' in by
          ? some.where('teamId', '=', by.teamId).where('slug', '=', by.slug)
          : some.where('teamId', '=', by.teamId).where(sql`name collate "C"`, '=', by.name)
  return named.forUpdate().executeTakeFirst()
}

export async function updateHeartbeat(
  ctx: Context,
  id: string,
  change: Updateable<PagerTables['pager.heartbeats']>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.heartbeats').set(change).where('id', '=', id).execute()
}

/** Those that should have been heard of by now. */
export async function findDueHeartbeats(ctx: Context, at: Date): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.heartbeats')
    .select('id')
    .where('removedAt', 'is', null)
    .where('state', '!=', 'down')
    .where('dueAt', '<=', at)
    .orderBy('dueAt')
    .execute()
  return rows.map(({ id }) => id)
}

/** One page of a team's heartbeats is opened or ended after the other, until the transaction ends. */
export async function lockPagesOfTeam(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 6))`.execute(ctx.db)
}

/** Pages that have not ended on which heartbeats of a team are. */
export async function countPages(ctx: Context, teamId: string): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.heartbeats')
    .innerJoin('pager.pages', 'pager.pages.id', 'pager.heartbeats.pageId')
    .select(sql<number>`count(distinct page_id)::int`.as('count'))
    .where('pager.heartbeats.teamId', '=', teamId)
    .where('pager.pages.state', '!=', 'resolved')
    .executeTakeFirstOrThrow()
  return count
}

/** Nobody else changes the heartbeats of these pages until the transaction ends. */
export async function lockHeartbeatsOfPages(ctx: Context, pageIds: readonly string[]): Promise<void> {
  await pagerDb(ctx)
    .selectFrom('pager.heartbeats')
    .select('id')
    .where('pageId', 'in', pageIds)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The heartbeats of a page are on another one from now on. */
export async function moveHeartbeats(ctx: Context, from: string, into: string): Promise<void> {
  await pagerDb(ctx).updateTable('pager.heartbeats').set({ pageId: into }).where('pageId', '=', from).execute()
}

/** Heartbeats that are on a page. */
export async function countWithPage(ctx: Context, pageId: string): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.heartbeats')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('pageId', '=', pageId)
    .executeTakeFirstOrThrow()
  return count
}

export interface Look {
  /** In real time: how long nobody looked. */
  readonly awayMilliseconds: number
  /** By how much the clock of the installation is behind what it was at the last look. */
  readonly behindMilliseconds: number
}

const looks = (ctx: Context) => pagerDb(ctx).selectFrom('pager.heartbeatLooks').select(['lookedAt', 'clockAt'])

/** When somebody last looked, in real time and by the clock of the installation. */
export async function findLook(ctx: Context): Promise<{ lookedAt: Date; clockAt: Date | null } | undefined> {
  return looks(ctx).executeTakeFirst()
}

/** Writes down that somebody looks now, and answers what became of the time since the last look: to one of two at once. */
export async function noteLook(ctx: Context): Promise<Look> {
  const before = await looks(ctx).forUpdate().executeTakeFirst()
  // Not before it waited for whoever looked at once.
  const look = { lookedAt: new Date(), clockAt: now(ctx) }
  await pagerDb(ctx)
    .insertInto('pager.heartbeatLooks')
    .values(look)
    .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet(look))
    .execute()
  return {
    awayMilliseconds: before ? look.lookedAt.getTime() - before.lookedAt.getTime() : 0,
    behindMilliseconds: before?.clockAt ? before.clockAt.getTime() - look.clockAt.getTime() : 0,
  }
}

/**
 * After a time without a look: gives those more time that became due since, or are not due yet, unless they were heard of
 * when it was about to end.
 */
export async function deferHeartbeats(ctx: Context, milliseconds: number): Promise<void> {
  const before = (share: number) => new Date(now(ctx).getTime() - milliseconds * share)
  await pagerDb(ctx)
    .updateTable('pager.heartbeats')
    .set({ dueAt: sql<Date>`due_at + ${milliseconds} * interval '1 millisecond'` })
    .where('removedAt', 'is', null)
    .where('state', '!=', 'down')
    .where('dueAt', '>', before(1))
    .where(sql<Date>`greatest(last_ping_at, started_at)`, '<=', before(0.5))
    .execute()
}

/** Those of which something is waited for; nobody else changes them until the transaction ends. */
export async function lockAwaited(ctx: Context): Promise<HeartbeatRow[]> {
  return findInForce(ctx).where('dueAt', 'is not', null).orderBy('id').forUpdate().execute()
}
