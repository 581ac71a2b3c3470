import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { followClock } from './follow-clock.ts'
import { findDueHeartbeats, lockHeartbeat, updateHeartbeat } from './heartbeat.store.ts'
import { openPageOf } from './heartbeat-page.ts'
import type { Rhythm } from './heartbeat.rules.ts'

/** Pages the teams of heartbeats that were not heard of in time, once for each until it is heard of again. */
export async function missHeartbeats(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await followClock(ctx)
  await eachApart(await findDueHeartbeats(ctx, now(ctx)), (id) => miss(ctx, id))
}

async function miss(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const heartbeat = await lockHeartbeat(ctx, { id })
    if (!heartbeat || heartbeat.state === 'down' || heartbeat.dueAt === null || heartbeat.dueAt > now(ctx)) return
    await updateHeartbeat(ctx, id, { state: 'down' })
    const { name, lastPingAt, startedAt, lastText } = heartbeat
    await openPageOf(ctx, heartbeat, {
      title: said`Nothing was heard of ${name}`,
      lines: [
        rhythmText(heartbeat),
        lastPingAt ? said`It was last heard of at ${instantText(lastPingAt)}.` : '',
        startedAt ? said`It began at ${instantText(startedAt)} and did not say that it ended.` : '',
        lastText,
      ],
    })
  })
}

const rhythmText = ({ periodSeconds, cron, timeZone, graceSeconds }: Rhythm): string =>
  cron === null
    ? said`It is expected every ${periodSeconds ?? 0} seconds, with ${graceSeconds} seconds of grace.`
    : said`It is expected by "${cron}" (${timeZone ?? 'UTC'}), with ${graceSeconds} seconds of grace.`

const instantText = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
