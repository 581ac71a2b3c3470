import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { endPageOf, openPageOf } from './heartbeat-page.ts'
import { dueAfterPing, dueAfterStart, type Ping } from './heartbeat.rules.ts'
import { type HeartbeatRow, lockHeartbeat, updateHeartbeat } from './heartbeat.store.ts'

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

interface Said {
  readonly ping: Ping
  readonly text: string
}

async function take(ctx: Context, by: Parameters<typeof lockHeartbeat>[1], heard: Said): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const heartbeat = await lockHeartbeat(ctx, by)
    if (heartbeat) await follow[heard.ping](ctx, heartbeat, heard)
    return heartbeat !== undefined
  })
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
  if (heartbeat.state !== 'down')
    await openPageOf(ctx, heartbeat, { title: said`${heartbeat.name} says that it failed`, lines: [text] })
}

const log = (ctx: Context, { id }: HeartbeatRow, { text }: Said): Promise<void> =>
  updateHeartbeat(ctx, id, { lastText: text })

const follow: Readonly<Record<Ping, (ctx: Context, heartbeat: HeartbeatRow, heard: Said) => Promise<void>>> = {
  success,
  start,
  fail,
  log,
}
