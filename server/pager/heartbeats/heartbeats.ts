import { randomUUID } from 'node:crypto'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import type { CronField } from '@bellwether/contract/pager-heartbeats.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { getTeam, type Names, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { cronTrouble, type CronTrouble, nextByCron } from './cron.rules.ts'
import { endPageOf } from './heartbeat-page.ts'
import { expectedAt, type Rhythm, stateAt } from './heartbeat.rules.ts'
import { findHeartbeats, type HeartbeatRow, lockHeartbeat, updateHeartbeat } from './heartbeat.store.ts'
import { auditHeartbeat, newHeartbeat } from './new-heartbeat.ts'

/** What is expected to be heard of again and again. */
export async function listHeartbeats(ctx: Context) {
  allow(ctx, 'pager.read')
  const heartbeats = await findHeartbeats(ctx)
  const names = await namesById(ctx, { teams: heartbeats.map(({ teamId }) => teamId) })
  return { items: heartbeats.map((heartbeat) => present(ctx, heartbeat, names)) }
}

interface Asked {
  readonly team: string
  readonly name: string
  readonly periodSeconds?: number | undefined
  readonly cron?: string | undefined
  readonly timeZone?: string | undefined
  readonly graceSeconds: number
}

/** Expects something to be heard of; silence pages the team. Its address is shown this once: only a hash of it is kept. */
export async function addHeartbeat(ctx: Context, { team, name, ...asked }: Asked) {
  allow(ctx, 'pager.write')
  const rhythm = rhythmOf(asked)
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, team)
    const key = randomUUID()
    const heartbeat = await newHeartbeat(ctx, { teamId, name, key, ...rhythm })
    if (!heartbeat) throw alreadyThere('/name', said`The team has a heartbeat "${name}".`)
    const names = await namesById(ctx, { teams: [teamId] })
    return { ...present(ctx, heartbeat, names), pingUrl: `${ctx.baseUrl}/ping/${key}` }
  })
}

function rhythmOf({ periodSeconds, cron, timeZone, graceSeconds }: Omit<Asked, 'team' | 'name'>): Rhythm {
  if (cron === undefined) return { periodSeconds: periodSeconds ?? null, cron: null, timeZone: null, graceSeconds }
  return { periodSeconds: null, cron: soundCron(cron), timeZone: timeZone ?? null, graceSeconds }
}

const previewed = 3

/** When something would be expected next by a cron expression. */
export async function listCronTimes(ctx: Context, { cron, timeZone }: { cron: string; timeZone: string }) {
  allow(ctx, 'pager.read')
  return { times: nextByCron(soundCron(cron), timeZone, { after: now(ctx), count: previewed }) }
}

/** The expression with single spaces; whoever has written it otherwise is told what is wrong with it. */
function soundCron(written: string): string {
  const cron = written.trim().split(/\s+/).join(' ')
  const trouble = cronTrouble(cron)
  if (trouble) throw new Problem(badInput, undefined, { errors: [{ pointer: '/cron', detail: troubleText(trouble) }] })
  return cron
}

function troubleText(trouble: CronTrouble): string {
  if (trouble.kind === 'fields')
    return said`It has five fields: minute, hour, day of the month, month, day of the week.`
  if (trouble.kind === 'never') return said`By this nothing would ever come.`
  return notUnderstood[trouble.field](trouble.value)
}

const notUnderstood: Readonly<Record<CronField, (value: string) => string>> = {
  minute: (value) => said`Its minute (the first field) is not understood: ${value}`,
  hour: (value) => said`Its hour (the second field) is not understood: ${value}`,
  day: (value) => said`Its day of the month (the third field) is not understood: ${value}`,
  month: (value) => said`Its month (the fourth field) is not understood: ${value}`,
  weekday: (value) => said`Its day of the week (the fifth field) is not understood: ${value}`,
}

/** Expects something no more: its address works no more, and its page is over. */
export async function removeHeartbeat(ctx: Context, id: string): Promise<{ removed: true }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const heartbeat = await lockHeartbeat(ctx, { id })
    if (!heartbeat) throw new Problem(notFound, said`There is no such heartbeat.`)
    await updateHeartbeat(ctx, id, { removedAt: now(ctx) })
    await endPageOf(ctx, heartbeat)
    await auditHeartbeat(ctx, 'remove-heartbeat', heartbeat)
    return { removed: true }
  })
}

function present(ctx: Context, heartbeat: HeartbeatRow, names: Names) {
  const { id, teamId, name, slug, periodSeconds, cron, timeZone, graceSeconds, addedAt, lastPingAt } = heartbeat
  const rhythm = { periodSeconds, cron, timeZone, graceSeconds }
  const heard = { state: stateAt(heartbeat, now(ctx)), lastPingAt, expectedAt: expectedAt(heartbeat) }
  return { id, team: names.team(teamId), name, slug, ...rhythm, ...heard, addedAt }
}
