import { type Context, now } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { deleteChangesBefore, findChanges } from './change.store.ts'

const keptMilliseconds = 90 * 24 * 3_600_000

/** What sources say was changed, in the order in which it came, newest first. */
export async function listChanges(ctx: Context, page: Page) {
  allow(ctx, 'pager.read')
  const { items, nextCursor } = await findChanges(ctx, page)
  const sources = await findNamedSources(
    ctx,
    items.map(({ sourceId }) => sourceId),
  )
  return {
    items: items.map(({ sourceId, ...change }) => ({
      ...change,
      source: { id: sourceId, name: sources.get(sourceId)?.name ?? '' },
    })),
    nextCursor,
  }
}

/** Forgets changes that came long ago. */
export async function forgetChanges(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await deleteChangesBefore(ctx, new Date(now(ctx).getTime() - keptMilliseconds))
}
