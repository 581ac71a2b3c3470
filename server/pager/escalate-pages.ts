import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { staffById } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { followPage } from './alerts/follow-page.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { dispatch } from './notify-people.ts'
import { findLookAtPages, hastenPages, noteLookAtPages } from './page-look.store.ts'
import { findDuePages, findOverdueAcknowledgements, findPage, lockDuePage, reopenPage } from './pager.store.ts'
import { findDueNotifications, markUnneeded, takeDueNotification } from './notification.store.ts'
import { wasPutOff } from './put-off.ts'
import { takeStep } from './take-step.ts'

/** The clocks of two processes differ by less; one that is further behind was set back. */
const skewMilliseconds = 60_000

/**
 * Takes the next step of every page that nobody acknowledged in time, begins those anew whose acknowledgement ran out, and
 * sends what waited for its time. Each page is a transaction of its own, taken by one process: one that fails holds up no other.
 */
export async function escalatePages(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await followClock(ctx)
  const failures: unknown[] = []
  for (const id of await findOverdueAcknowledgements(ctx, now(ctx)))
    await beginAnew(ctx, id).catch((error) => failures.push(error))
  for (const id of await findDuePages(ctx, now(ctx))) await escalate(ctx, id).catch((error) => failures.push(error))
  for (const id of await findDueNotifications(ctx, now(ctx))) await ring(ctx, id).catch((error) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} pages did not go on`)
}

/** Whoever looks each second writes it down now and then: to know about a clock that was set back that is enough. */
async function followClock(ctx: Context): Promise<void> {
  if (isLookFresh(await findLookAtPages(ctx), now(ctx))) return
  await inTransaction(ctx, async (ctx) => {
    const behind = await noteLookAtPages(ctx)
    if (behind > skewMilliseconds) await hastenPages(ctx, behind)
  })
}

const freshMilliseconds = 10_000

const isLookFresh = (lookedAt: Date | undefined, at: Date): boolean =>
  lookedAt !== undefined && lookedAt <= at && at.getTime() - lookedAt.getTime() < freshMilliseconds

async function beginAnew(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await reopenPage(ctx, id))) return
    // Nobody has its alerts any more: what gets worse rings again.
    await followPage(ctx, id, 'open')
    await insertPageEntry(ctx, { pageId: id, kind: 'timed-out', text: (await wasPutOff(ctx, id)) ? 'snoozed' : '' })
  })
}

async function escalate(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const page = await lockDuePage(ctx, id, now(ctx))
    if (page?.teamId) await takeStep(ctx, page, page.teamId)
  })
}

async function ring(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await takeDueNotification(ctx, id)
    const page = row && (await findPage(ctx, row.pageId))
    if (!row || !page) return
    const [person] = await staffById(ctx, [row.personId])
    if (page.state === 'open' && person) await dispatch(ctx, page, { row, person })
    else await markUnneeded(ctx, row.id)
  })
}
