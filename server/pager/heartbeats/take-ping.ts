import { randomUUID } from 'node:crypto'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { findPage } from '../pager.store.ts'
import { isOldKeyNoted } from '../renewed-key.ts'
import { followClockSetBack } from './follow-clock.ts'
import { endPageOf, openPageOf } from './heartbeat-page.ts'
import { dueAfterPing, dueAfterStart, type Ping } from './heartbeat.rules.ts'
import { findSlugs, type HeartbeatRow, lockHeartbeat, lockSlugs, updateHeartbeat } from './heartbeat.store.ts'
import { newHeartbeat } from './new-heartbeat.ts'
import { findTeamOfPingKey } from './ping-key.store.ts'
import { isSlug } from './slug.rules.ts'

/** Takes what a heartbeat says by its key; it is durable when this resolves. False when no heartbeat has the key. */
export async function takePing(
  ctx: Context,
  key: string,
  { ping, text }: { ping: Ping; text: string },
): Promise<boolean> {
  allowJobsOnly(ctx)
  return take(ctx, { keyHash: hashToken(key) }, { ping, text })
}

/** Takes a ping of the heartbeat that a team calls so; false when it has none. */
export async function takePingByName(ctx: Context, teamId: string, name: string): Promise<boolean> {
  allowJobsOnly(ctx)
  return take(ctx, { teamId, name }, { ping: 'success', text: '' })
}

/** So many heartbeats of a team are made by whoever has its ping key: it is in the hands of programs. */
const bySlugMax = 500
const createdRhythm = { periodSeconds: 24 * 3600, cron: null, timeZone: null, graceSeconds: 3600 }

/**
 * Takes what a heartbeat says by the ping key of its team and its slug; it is durable when this resolves. Of a slug that is
 * none a heartbeat is made where that is asked for, with a day and an hour of grace as Healthchecks does it.
 */
export async function takePingBySlug(
  ctx: Context,
  { key, slug, creates }: { key: string; slug: string; creates: boolean },
  heard: Said,
): Promise<'taken' | 'created' | 'unknown'> {
  allowJobsOnly(ctx)
  const teamId = await findTeamOfPingKey(ctx, hashToken(key))
  if (teamId === undefined || !isSlug(slug)) return 'unknown'
  if (await take(ctx, { teamId, slug }, heard)) return 'taken'
  if (!creates) return 'unknown'
  return inTransaction(ctx, async (ctx) => {
    await lockSlugs(ctx, teamId)
    // Whoever asked for the same a moment earlier has made it by now.
    if (await take(ctx, { teamId, slug }, heard)) return 'taken'
    if ((await findSlugs(ctx, teamId)).size >= bySlugMax) return 'unknown'
    const heartbeat = await newHeartbeat(ctx, { teamId, name: slug, slug, key: randomUUID(), ...createdRhythm })
    if (!heartbeat) return 'unknown'
    await follow[heard.ping](ctx, heartbeat, heard)
    return 'created'
  })
}

interface Said {
  readonly ping: Ping
  readonly text: string
}

async function take(ctx: Context, by: Parameters<typeof lockHeartbeat>[1], heard: Said): Promise<boolean> {
  await followClockSetBack(ctx)
  return inTransaction(ctx, async (ctx) => {
    const heartbeat = await lockHeartbeat(ctx, by)
    if (!heartbeat) return false
    // Whoever renewed its address sees whether the job was moved.
    if ('keyHash' in by && isOldKeyNoted(ctx, heartbeat, by.keyHash))
      await updateHeartbeat(ctx, heartbeat.id, { oldKeyUsedAt: now(ctx) })
    await (heartbeat.pausedAt === null ? follow[heard.ping] : hearAtRest)(ctx, heartbeat, heard)
    return true
  })
}

/** What rests is heard, but is neither missed nor failed, and goes on resting. */
async function hearAtRest(ctx: Context, { id }: HeartbeatRow, { ping, text }: Said): Promise<void> {
  const isWord = ping === 'success' || ping === 'fail'
  await updateHeartbeat(ctx, id, { lastText: text, ...(isWord ? { lastPingAt: now(ctx) } : {}) })
}

async function success(ctx: Context, heartbeat: HeartbeatRow, { text }: Said): Promise<void> {
  const [lastPingAt, dueAt] = [now(ctx), dueAfterPing(heartbeat, now(ctx))]
  await updateHeartbeat(ctx, heartbeat.id, { state: 'up', lastPingAt, dueAt, startedAt: null, lastText: text })
  await endPageOf(ctx, heartbeat)
}

async function start(ctx: Context, heartbeat: HeartbeatRow): Promise<void> {
  const dueAt = heartbeat.state === 'down' ? heartbeat.dueAt : dueAfterStart(heartbeat, now(ctx))
  await updateHeartbeat(ctx, heartbeat.id, { startedAt: now(ctx), dueAt })
}

async function fail(ctx: Context, heartbeat: HeartbeatRow, { text }: Said): Promise<void> {
  await updateHeartbeat(ctx, heartbeat.id, { state: 'down', lastPingAt: now(ctx), startedAt: null, lastText: text })
  // Somebody may have ended the page though it was not mended.
  if (heartbeat.state !== 'down' || !(await hasStandingPage(ctx, heartbeat)))
    await openPageOf(ctx, heartbeat, { title: said`${heartbeat.name} says that it failed`, lines: [text] })
}

async function hasStandingPage(ctx: Context, { pageId }: HeartbeatRow): Promise<boolean> {
  const page = pageId === null ? undefined : await findPage(ctx, pageId)
  return page !== undefined && page.state !== 'resolved'
}

const log = (ctx: Context, { id }: HeartbeatRow, { text }: Said): Promise<void> =>
  updateHeartbeat(ctx, id, { lastText: text })

const follow: Readonly<Record<Ping, (ctx: Context, heartbeat: HeartbeatRow, heard: Said) => Promise<void>>> = {
  success,
  start,
  fail,
  log,
}
