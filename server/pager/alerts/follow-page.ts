import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { JobKind } from '../../platform/jobs/start-jobs.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { lockPage } from '../pager.store.ts'
import type { AlertRow } from './alert.store.ts'
import { updateSomeOfPage } from './page-alerts.store.ts'

const queue = 'pager.follow-page'
/** Pages have fewer, all but the largest storms: whoever acts on one of these does not wait for the rest. */
const atOnce = 1_000

/**
 * For verbs: the alerts of a page are in its state from now on, in the caller's transaction; those that are over stay so. Of
 * very many the rest follows in a job: until then whoever takes an event asks the page of its alert.
 */
export async function followPage(ctx: Context, pageId: string, state: AlertRow['state']): Promise<void> {
  if ((await updateSomeOfPage(ctx, pageId, { state, limit: atOnce })) < atOnce) return
  await sendJobs(ctx, [{ queue, data: { pageId } }])
}

/** Started again, it goes on where it stopped. */
export const followPageJob: JobKind = { queue, verb: (ctx, { pageId }) => followOn(ctx, pageId ?? '') }

async function followOn(ctx: Context, pageId: string): Promise<void> {
  allowJobsOnly(ctx)
  while (await inTransaction(ctx, (ctx) => followSome(ctx, pageId)));
}

/** False where nothing is left to do. */
async function followSome(ctx: Context, pageId: string): Promise<boolean> {
  // As it is now: somebody else may have acted since.
  const page = await lockPage(ctx, pageId)
  return page !== undefined && (await updateSomeOfPage(ctx, pageId, { state: page.state, limit: atOnce })) === atOnce
}
