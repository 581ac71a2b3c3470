import type { z } from 'zod'
import type { listRejections as contract } from '@bellwether/contract/evidence.ts'
import { now, type Context } from '../../platform/context.ts'
import { readCursor, toPage } from '../../platform/database/page-after.ts'
import { allow } from '../../platform/permissions.ts'
import { findRejectedLines, findSources } from './rejected-line.store.ts'

const sourceDays = 7

/** Lines that were refused, the newest first, a page at a time, and what each source sent in a week. */
export async function listRejections(
  ctx: Context,
  page: { cursor?: string | undefined; limit: number },
): Promise<z.input<(typeof contract)['answer']>> {
  allow(ctx, 'evidence.read')
  const rows = await findRejectedLines(ctx, { after: readCursor(page.cursor), limit: page.limit + 1 })
  const { items, nextCursor } = toPage(rows, page.limit, (row) => row.receivedAt)
  const since = new Date(now(ctx).getTime() - (sourceDays - 1) * 86_400_000)
  const sources = await findSources(ctx, since)
  return {
    items: items.map(({ source: _, sourceName, receivedAt, ...row }) => ({
      ...row,
      sourceName,
      receivedAt: receivedAt.toISOString(),
    })),
    nextCursor,
    sources: sources.map(({ source: _, lastAt, withoutService, withoutInstant, withoutStatus, ...row }) => ({
      ...row,
      lastAt: lastAt.toISOString(),
      notUnderstood: { service: withoutService, instant: withoutInstant, status: withoutStatus },
    })),
  }
}
