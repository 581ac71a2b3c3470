import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageEnded } from './pager.events.ts'
import { resolvePages } from './pager.store.ts'

/** What the pages are about is answered or settled: none of them stays open, and nobody more is woken. */
export async function endPagesAbout(ctx: Context, about: { module: string; id: string }): Promise<number> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const pages = await resolvePages(ctx, about)
    for (const { id } of pages) {
      await insertPageEntry(ctx, { pageId: id, kind: 'resolved' })
      await recordAudit(ctx, { action: 'pager.end-page', about: { module: 'pager', id } })
      await announce(ctx, pageEnded, { pageId: id, aboutModule: about.module, aboutId: about.id })
    }
    return pages.length
  })
}
