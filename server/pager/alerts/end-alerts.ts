import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { JobKind } from '../../platform/jobs/start-jobs.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { isNeeded } from '../page-need.ts'
import { lockPage } from '../pager.store.ts'
import { endAlerts, findSomeOpenAlerts } from './alert.store.ts'
import { endPageById } from './take-event.ts'

const queue = 'pager.end-alerts'
const atOnce = 1_000

/** For verbs: every alert of a source is over, in the caller's transaction; of very many the rest soon, in a job. */
export async function endAlertsOf(ctx: Context, sourceId: string): Promise<void> {
  if (await endSome(ctx, sourceId)) await sendJobs(ctx, [{ queue, data: { sourceId } }])
}

/** Started again, it goes on where it stopped. */
export const endAlertsJob: JobKind = { queue, verb: (ctx, { sourceId }) => endOn(ctx, sourceId ?? '') }

async function endOn(ctx: Context, sourceId: string): Promise<void> {
  allowJobsOnly(ctx)
  while (await inTransaction(ctx, (ctx) => endSome(ctx, sourceId)));
}

/** False where nothing is left to do. */
async function endSome(ctx: Context, sourceId: string): Promise<boolean> {
  const open = await findSomeOpenAlerts(ctx, sourceId, atOnce)
  // Pages before alerts, as everybody does who changes both; one on which others' alerts are goes on for them.
  const pageIds = [...new Set(open.flatMap(({ pageId }) => pageId ?? []))].toSorted()
  for (const pageId of pageIds) await lockPage(ctx, pageId)
  const ended = await endAlerts(ctx, {
    ids: open.map(({ id }) => id),
    on: pageIds,
  })
  for (const pageId of pageIds) if (!(await isNeeded(ctx, pageId))) await endPageById(ctx, pageId)
  // What was moved to another page until these were locked ends with that one.
  return open.length === atOnce || ended < open.length
}
