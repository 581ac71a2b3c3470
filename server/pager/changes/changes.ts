import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { findChanges } from './change.store.ts'

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
