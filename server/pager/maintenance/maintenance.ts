import type { z } from 'zod'
import { type addMaintenance as addRoute, maintenanceDaysMax } from '@bellwether/contract/pager-maintenance.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorId, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { getTeam, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { getSource } from '../alerts/sources.ts'
import * as store from './maintenance.store.ts'

type Written = z.output<NonNullable<typeof addRoute.body>>

/** When alerts page nobody: what is under way, and what is to come. */
export async function listMaintenance(ctx: Context) {
  allow(ctx, 'pager.read')
  return { items: await present(ctx, await store.findMaintenance(ctx)) }
}

/** Lets new alerts of a source, or those that would page a team, page nobody for some time. */
export async function addMaintenance(ctx: Context, { of, from, until, note }: Written) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const startsAt = from === null ? now(ctx) : new Date(from)
    const endsAt = new Date(until)
    requireTimes(ctx, { startsAt, endsAt })
    const row = await store.insertMaintenance(ctx, {
      ...(await whose(ctx, of)),
      startsAt,
      endsAt,
      note,
      madeAt: now(ctx),
      madeBy: actorId(ctx.actor),
    })
    await audit(ctx, 'add-maintenance', row)
    const [presented] = await present(ctx, [row])
    if (!presented) throw new Error('a maintenance was presented as nothing')
    return presented
  })
}

/** Ends a maintenance before its time, or calls it off: what it held pages in a moment. */
export async function endMaintenance(ctx: Context, id: string): Promise<{ heldAlerts: number }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await store.markEnded(ctx, id, actorId(ctx.actor))
    if (!row) throw new Problem(notFound, said`There is no such maintenance, or it is over.`)
    await audit(ctx, 'end-maintenance', row)
    const [presented] = await present(ctx, [row])
    return { heldAlerts: presented?.heldAlerts ?? 0 }
  })
}

async function whose(ctx: Context, of: Written['of']): Promise<{ teamId: string; sourceId: string | null }> {
  if (of.kind === 'team') return { teamId: (await getTeam(ctx, of.team)).id, sourceId: null }
  const { teamId, id } = await getSource(ctx, of.source)
  return { teamId, sourceId: id }
}

function requireTimes(ctx: Context, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): void {
  const days = (endsAt.getTime() - startsAt.getTime()) / 86_400_000
  const detail =
    days <= 0 || endsAt <= now(ctx)
      ? said`It ends later than it begins, and later than now.`
      : days > maintenanceDaysMax
        ? said`It takes at most ${maintenanceDaysMax} days.`
        : undefined
  if (detail !== undefined) throw new Problem(badInput, undefined, { errors: [{ pointer: '/until', detail }] })
}

async function present(ctx: Context, rows: readonly store.MaintenanceRow[]) {
  const held = await store.countHeld(ctx, 'maintenance')
  const called = await findNamedSources(
    ctx,
    rows.flatMap(({ sourceId }) => sourceId ?? []),
  )
  const names = await namesById(ctx, {
    teams: rows.map(({ teamId }) => teamId),
    people: rows.map(({ madeBy }) => madeBy),
  })
  return rows.map((row) => ({
    id: row.id,
    team: names.team(row.teamId),
    source: row.sourceId === null ? null : { id: row.sourceId, name: called.get(row.sourceId)?.name ?? '' },
    from: row.startsAt,
    until: row.endsAt,
    note: row.note,
    isUnderWay: row.startsAt <= now(ctx),
    heldAlerts: held.filter(isOf(row)).reduce((sum, { count }) => sum + count, 0),
    madeBy: row.madeBy === null ? null : names.person(row.madeBy),
  }))
}

const isOf =
  ({ sourceId, teamId }: store.MaintenanceRow) =>
  (held: store.Held): boolean =>
    sourceId === null ? held.heldFor === teamId : held.sourceId === sourceId

const audit = (ctx: Context, action: string, { id, teamId, sourceId, startsAt, endsAt, note }: store.MaintenanceRow) =>
  recordAudit(ctx, {
    action: `pager.${action}`,
    about: { module: 'pager', id },
    detail: { teamId, sourceId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), note },
  })
