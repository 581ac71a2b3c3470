import { randomUUID } from 'node:crypto'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import type { CronField } from '@bellwether/contract/pager-heartbeats.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { getTeam, type Names, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { pauseOf, presentPause } from '../pauses.ts'
import { presentOldKey, renewedKey, type Renewal } from '../renewed-key.ts'
import { cronTrouble, type CronTrouble, nextByCron } from './cron.rules.ts'
import { endPageOf, openPageOf } from './heartbeat-page.ts'
import { dueAfterChange, dueAfterPing, expectedAt, type Rhythm, stateAt } from './heartbeat.rules.ts'
import {
  findHeartbeats,
  type HeartbeatRow,
  lockHeartbeat,
  lockPagesOfTeam,
  lockSlugs,
  updateHeartbeat,
} from './heartbeat.store.ts'
import { auditHeartbeat, newHeartbeat } from './new-heartbeat.ts'
import { slugFor } from './slug.rules.ts'

/** What is expected to be heard of again and again. */
export async function listHeartbeats(ctx: Context) {
  allow(ctx, 'pager.read')
  const heartbeats = await findHeartbeats(ctx)
  const names = await namesOf(ctx, heartbeats)
  return { items: heartbeats.map((heartbeat) => present(ctx, heartbeat, names)) }
}

const namesOf = (ctx: Context, heartbeats: readonly HeartbeatRow[]): Promise<Names> =>
  namesById(ctx, {
    teams: heartbeats.map(({ teamId }) => teamId),
    people: heartbeats.map(({ pausedBy }) => pausedBy),
  })

const hasOne = (name: string): Problem => alreadyThere('/name', said`The team has a heartbeat "${name}".`)

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
    if (!heartbeat) throw hasOne(name)
    return { ...present(ctx, heartbeat, await namesOf(ctx, [heartbeat])), pingUrl: `${ctx.baseUrl}/ping/${key}` }
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

/**
 * Expects something otherwise. Its address and its slug stay, as they are written where it runs; the slug changes only where
 * another team has one of it. What is silent is the new team's from now on.
 */
export async function changeHeartbeat(ctx: Context, id: string, { team, name, ...asked }: Asked) {
  allow(ctx, 'pager.write')
  const rhythm = rhythmOf(asked)
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, team)
    await lockSlugs(ctx, teamId)
    const before = await getLocked(ctx, id)
    const others = (await findHeartbeats(ctx)).filter((one) => one.teamId === teamId && one.id !== id)
    if (others.some((one) => one.name === name)) throw hasOne(name)
    const slugs = new Set(others.map(({ slug }) => slug))
    const slug = slugs.has(before.slug) ? slugFor(name, slugs) : before.slug
    const dueAt = before.state === 'down' ? before.dueAt : dueAfterChange({ ...before, ...rhythm }, now(ctx))
    await updateHeartbeat(ctx, id, { teamId, name, slug, ...rhythm, dueAt })
    if (before.teamId !== teamId) await movePage(ctx, before)
    return changed(ctx, 'change-heartbeat', id)
  })
}

/** What is down is down for whoever is responsible for it now. */
async function movePage(ctx: Context, before: HeartbeatRow): Promise<void> {
  if (before.pageId === null) return
  const moved = await getLocked(ctx, before.id)
  // In one order, so that two that change their teams for each other do not wait for each other.
  for (const teamId of [before.teamId, moved.teamId].toSorted()) await lockPagesOfTeam(ctx, teamId)
  await endPageOf(ctx, before)
  const lines = [said`Its page went to another team until now.`, before.lastText]
  await openPageOf(ctx, moved, { title: said`${moved.name} is silent, or failed`, lines })
}

/** Expects nothing for the time being, or expects it again from now on. What rests has no page. */
export async function pauseHeartbeat(ctx: Context, id: string, { isPaused }: { isPaused: boolean }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await getLocked(ctx, id)
    if (isPaused !== (before.pausedAt !== null)) await (isPaused ? pause : resume)(ctx, before)
    return changed(ctx, isPaused ? 'pause-heartbeat' : 'resume-heartbeat', id)
  })
}

async function pause(ctx: Context, before: HeartbeatRow): Promise<void> {
  await updateHeartbeat(ctx, before.id, { ...pauseOf(ctx, before, true), dueAt: null, startedAt: null })
  await endPageOf(ctx, before)
}

/** What was heard of once is expected from now on, so that one that died meanwhile is missed. */
async function resume(ctx: Context, before: HeartbeatRow): Promise<void> {
  const rests = pauseOf(ctx, before, false)
  const isKnown = before.lastPingAt !== null
  await updateHeartbeat(ctx, before.id, {
    ...rests,
    resumedAt: now(ctx),
    state: isKnown ? 'up' : 'new',
    dueAt: isKnown ? dueAfterPing(before, now(ctx)) : null,
  })
}

/** Gives a heartbeat a new address, shown this once; the old one is heard for a day more, or not any more. */
export async function renewHeartbeatAddress(ctx: Context, id: string, renewal: Renewal) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const key = randomUUID()
    const before = await getLocked(ctx, id)
    await updateHeartbeat(ctx, id, renewedKey(ctx, before, { newHash: hashToken(key), oldKey: renewal.oldKey }))
    return { ...(await changed(ctx, 'renew-heartbeat-address', id)), pingUrl: `${ctx.baseUrl}/ping/${key}` }
  })
}

async function getLocked(ctx: Context, id: string): Promise<HeartbeatRow> {
  const heartbeat = await lockHeartbeat(ctx, { id })
  if (!heartbeat) throw new Problem(notFound, said`There is no such heartbeat.`)
  return heartbeat
}

async function changed(ctx: Context, action: string, id: string) {
  const heartbeat = await getLocked(ctx, id)
  await auditHeartbeat(ctx, action, heartbeat)
  return present(ctx, heartbeat, await namesOf(ctx, [heartbeat]))
}

/** Expects something no more: its address works no more, and its page is over. */
export async function removeHeartbeat(ctx: Context, id: string): Promise<{ removed: true }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const heartbeat = await getLocked(ctx, id)
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
  const rests = { paused: presentPause(heartbeat, names), oldKey: presentOldKey(ctx, heartbeat) }
  return { id, team: names.team(teamId), name, slug, ...rhythm, ...heard, ...rests, addedAt }
}
