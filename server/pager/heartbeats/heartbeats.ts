import { randomUUID } from 'node:crypto'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { getTeam, type Names, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { endPageOf } from './heartbeat-page.ts'
import { type Rhythm, stateAt } from './heartbeat.rules.ts'
import {
  findHeartbeats,
  type HeartbeatRow,
  insertHeartbeat,
  lockHeartbeat,
  updateHeartbeat,
} from './heartbeat.store.ts'

/** What is expected to be heard of again and again. */
export async function listHeartbeats(ctx: Context) {
  allow(ctx, 'pager.read')
  const heartbeats = await findHeartbeats(ctx)
  const names = await namesById(ctx, { teams: heartbeats.map(({ teamId }) => teamId) })
  return { items: heartbeats.map((heartbeat) => present(ctx, heartbeat, names)) }
}

/** Expects something to be heard of; silence pages the team. Its address is shown this once: only a hash of it is kept. */
export async function addHeartbeat(ctx: Context, { team, ...named }: { team: string; name: string } & Rhythm) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, team)
    const key = randomUUID()
    const heartbeat = await insertHeartbeat(ctx, { teamId, ...named, keyHash: hashToken(key) })
    if (!heartbeat) throw alreadyThere('/name', said`The team has a heartbeat "${named.name}".`)
    await audit(ctx, 'add-heartbeat', heartbeat)
    const names = await namesById(ctx, { teams: [teamId] })
    return { ...present(ctx, heartbeat, names), pingUrl: `${ctx.baseUrl}/ping/${key}` }
  })
}

/** Expects something no more: its address works no more, and its page is over. */
export async function removeHeartbeat(ctx: Context, id: string): Promise<{ removed: true }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const heartbeat = await lockHeartbeat(ctx, { id })
    if (!heartbeat) throw new Problem(notFound, said`There is no such heartbeat.`)
    await updateHeartbeat(ctx, id, { removedAt: now(ctx) })
    await endPageOf(ctx, heartbeat)
    await audit(ctx, 'remove-heartbeat', heartbeat)
    return { removed: true }
  })
}

function present(ctx: Context, heartbeat: HeartbeatRow, names: Names) {
  const { id, teamId, name, periodSeconds, graceSeconds, addedAt, lastPingAt } = heartbeat
  const state = stateAt(heartbeat, now(ctx))
  return { id, team: names.team(teamId), name, periodSeconds, graceSeconds, state, addedAt, lastPingAt }
}

const audit = (ctx: Context, action: string, { id, name, teamId }: HeartbeatRow) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id }, detail: { name, teamId } })
