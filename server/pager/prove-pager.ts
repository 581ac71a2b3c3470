import { type Context, now } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { findDuePages } from './pager.store.ts'
import { countLateNotifications } from './notification.store.ts'

/** A step or a first try that is late by more than this is held up. */
const patienceMilliseconds = 30_000
const answerMilliseconds = 10_000

/**
 * Tells somebody outside that pages go out: the address of `OUTSIDE_HEARTBEAT_URL` is called only while no step of a
 * page is late and every notification was tried. Where the pager stands still, or is gone, the call does not come,
 * and whoever waits for it outside (another installation, a service for that) wakes somebody.
 */
export async function provePager(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  if (ctx.outsideHeartbeatUrl === undefined) return
  const late = await listLate(ctx)
  if (late.length > 0) throw new Error(`The outside heartbeat is not sent: ${late.join(', ')}.`)
  const response = await fetch(ctx.outsideHeartbeatUrl, { signal: AbortSignal.timeout(answerMilliseconds) }).catch(
    // The address may carry a key: what went wrong is said without it.
    () => undefined,
  )
  await response?.body?.cancel()
  if (!response?.ok) throw new Error(`The outside heartbeat was not taken: ${response?.status ?? 'no answer'}.`)
}

async function listLate(ctx: Context): Promise<string[]> {
  const before = new Date(now(ctx).getTime() - patienceMilliseconds)
  const steps = await findDuePages(ctx, before)
  const notifications = await countLateNotifications(ctx, before)
  return [
    ...(steps.length > 0 ? [`${steps.length} pages wait for their next step`] : []),
    ...(notifications > 0 ? [`${notifications} notifications were not tried`] : []),
  ]
}
