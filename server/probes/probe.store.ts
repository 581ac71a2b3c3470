import { ownLocation } from '@bellwether/contract/probes.ts'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { probesDb, type ProbesTables } from './probes.tables.ts'

export type ProbeRow = Selectable<ProbesTables['probes.probes']>

const findInForce = (ctx: Context) =>
  probesDb(ctx).selectFrom('probes.probes').selectAll().where('removedAt', 'is', null)

export async function findProbes(ctx: Context): Promise<ProbeRow[]> {
  return findInForce(ctx)
    .orderBy(sql`name collate "C"`)
    .execute()
}

/** Those that are looked at from a location. */
export async function findProbesFrom(ctx: Context, location: string): Promise<ProbeRow[]> {
  return findInForce(ctx)
    .where('pausedAt', 'is', null)
    .where(sql<boolean>`${location} = any(locations)`)
    .orderBy('id')
    .execute()
}

/** Nobody else adds a probe or changes a name, until the transaction ends. */
export async function lockNames(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('probes.names', 31))`.execute(ctx.db)
}

export async function countProbes(ctx: Context): Promise<number> {
  const { count } = await probesDb(ctx)
    .selectFrom('probes.probes')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The id of the probe that has this name. */
export async function findByName(ctx: Context, name: string): Promise<string | undefined> {
  const row = await findInForce(ctx)
    .where(sql`name collate "C"`, '=', name)
    .executeTakeFirst()
  return row?.id
}

export async function insertProbe(ctx: Context, probe: Insertable<ProbesTables['probes.probes']>): Promise<ProbeRow> {
  return probesDb(ctx).insertInto('probes.probes').values(probe).returningAll().executeTakeFirstOrThrow()
}

/** Nobody else changes it meanwhile. */
export async function lockProbe(ctx: Context, id: string): Promise<ProbeRow | undefined> {
  return findInForce(ctx).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function updateProbe(
  ctx: Context,
  id: string,
  change: Updateable<ProbesTables['probes.probes']>,
): Promise<ProbeRow> {
  return probesDb(ctx)
    .updateTable('probes.probes')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Takes those that are due, for nobody else: their next turn is set. One that is late, as after a time in which nobody looked,
 * gets a turn of its own, so that those that became due together do not stay so. A clock that was set back holds up none.
 */
export async function takeDueProbes(ctx: Context, limit: number): Promise<ProbeRow[]> {
  const at = now(ctx)
  const due = sql<string>`(
    select id from probes.probes
    where removed_at is null and paused_at is null and ${ownLocation} = any(locations)
      and (due_at <= ${at} or due_at > ${at}::timestamptz + interval_seconds * interval '1 second')
    order by due_at limit ${limit} for update skip locked)`
  const interval = sql`interval_seconds * interval '1 second'`
  return probesDb(ctx)
    .updateTable('probes.probes')
    .set({
      dueAt: sql<Date>`case when due_at + ${interval} between ${at}::timestamptz and ${at}::timestamptz + ${interval}
        then due_at + ${interval} else ${at}::timestamptz + ${interval} * (0.5 + random() / 2) end`,
    })
    .where('id', 'in', due)
    .returningAll()
    .execute()
}

/** One page of a team's probes is opened or ended after the other, until the transaction ends. */
export async function lockPagesOfTeam(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 32))`.execute(ctx.db)
}

/** What the pages of a team's probes are about, each once. */
export async function findPagedAbout(ctx: Context, teamId: string): Promise<Set<string>> {
  const rows = await probesDb(ctx)
    .selectFrom('probes.probes')
    .select('pagedAbout')
    .distinct()
    .where('teamId', '=', teamId)
    .where('pagedAbout', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ pagedAbout }) => pagedAbout ?? []))
}
