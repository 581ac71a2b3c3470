import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { endPage } from './end-page.ts'
import { findPagesToEnd } from './pager.store.ts'

/** What the pages are about is answered or settled: none of them stays open, and nobody more is woken. */
export async function endPagesAbout(ctx: Context, about: { module: string; id: string }): Promise<number> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const pages = await findPagesToEnd(ctx, about)
    for (const page of pages) await endPage(ctx, page, null)
    return pages.length
  })
}
