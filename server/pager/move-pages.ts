import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { endPagesAbout } from './end-pages.ts'
import { hasPagesAbout, redirectPages } from './pager.store.ts'

/** What the pages were about goes on elsewhere: they are about that, or end where it has pages of its own. */
export async function movePagesAbout(
  ctx: Context,
  move: { from: { module: string; id: string }; to: { module: string; id: string; path: string } },
): Promise<void> {
  allow(ctx, 'pager.acknowledge')
  await inTransaction(ctx, async (ctx) => {
    if (await hasPagesAbout(ctx, move.to)) return void (await endPagesAbout(ctx, move.from))
    for (const id of await redirectPages(ctx, move))
      await recordAudit(ctx, { action: 'pager.move-page', about: { module: 'pager', id }, detail: move.to })
  })
}
