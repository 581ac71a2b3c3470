import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { findNamedSources } from '../alerts/alert.store.ts'
import { findChange, findChanges } from './change.store.ts'

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

const daysTold = 90

/** The deploy of which a change tells; undefined where it tells of none. Who is named nowhere is its source. */
export async function findDeployOfChange(ctx: Context, id: string) {
  allowJobsOnly(ctx)
  const change = await findChange(ctx, id)
  if (!change?.deploy) return undefined
  const { service, version, by, url } = change.deploy
  // A clock that is wrong by so much tells nothing: then it happened when it came.
  const isOld = change.receivedAt.getTime() - change.happenedAt.getTime() > daysTold * 86_400_000
  return {
    service,
    version,
    startedAt: isOld ? change.receivedAt : change.happenedAt,
    by: by ?? (await findNamedSources(ctx, [change.sourceId])).get(change.sourceId)?.name ?? '',
    title: change.summary,
    url: url ?? undefined,
  }
}
