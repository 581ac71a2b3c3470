import type { z } from 'zod'
import type { listRejections as contract } from '@bellwether/contract/evidence.ts'
import { now, type Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { findRejectedLines, findSources, type SourceRow } from './rejected-line.store.ts'

const sourceDays = 7

/** Lines that were refused, the newest first, a page at a time, and what each source sent in a week. */
export async function listRejections(ctx: Context, page: Page): Promise<z.input<(typeof contract)['answer']>> {
  allow(ctx, 'evidence.read')
  const { items, nextCursor } = await findRejectedLines(ctx, page)
  const sources = await findSources(ctx, weekAgo(ctx))
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

/** Who sent events in a week, and how much of it was kept; the latest first. */
export async function listSources(ctx: Context): Promise<SourceRow[]> {
  allow(ctx, 'evidence.read')
  return findSources(ctx, weekAgo(ctx))
}

const weekAgo = (ctx: Context): Date => new Date(now(ctx).getTime() - (sourceDays - 1) * 86_400_000)
