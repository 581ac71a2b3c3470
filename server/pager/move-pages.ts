import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { endPagesAbout } from './end-pages.ts'
import { countOpenPagesAbout, redirectPages } from './pager.store.ts'

interface Move {
  readonly from: { module: string; id: string }
  readonly to: { module: string; id: string; path: string }
}

/**
 * What the pages were about goes on elsewhere: they are about that, or end where it has pages of its own. Returns the ids of
 * those that are about it.
 */
export async function movePagesAbout(ctx: Context, move: Move): Promise<string[]> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    if ((await countOpenPagesAbout(ctx, move.to)) === 0) return redirect(ctx, move)
    await endPagesAbout(ctx, move.from)
    return []
  })
}

/** Those of these pages that have not ended are about what they were about before. Returns how many these are. */
export async function movePagesBack(ctx: Context, move: Move & { readonly ids: readonly string[] }): Promise<number> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => (move.ids.length === 0 ? 0 : (await redirect(ctx, move)).length))
}

async function redirect(ctx: Context, move: Move & { readonly ids?: readonly string[] }): Promise<string[]> {
  const ids = await redirectPages(ctx, move)
  for (const id of ids)
    await recordAudit(ctx, { action: 'pager.move-page', about: { module: 'pager', id }, detail: move.to })
  return ids
}
